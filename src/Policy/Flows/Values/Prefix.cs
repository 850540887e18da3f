using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>A CIDR block: a network address and the number of bits that are fixed. The default value is <c>0.0.0.0/0</c>.</summary>
/// <remarks>
/// A prefix with host bits set cannot exist. Prefixes are ordered by family, network and length, so a prefix comes before those in it.
/// </remarks>
public readonly struct Prefix : IEquatable<Prefix>, IComparable<Prefix>
{
    private readonly byte _length;

    private Prefix(Address network, int length)
    {
        Network = network;
        _length = (byte)length;
    }

    /// <summary>The block's first address.</summary>
    public Address Network { get; }

    /// <summary>The number of leading bits that are fixed: 0 to 32 or 0 to 128.</summary>
    public int Length => _length;

    /// <summary>The family of the addresses.</summary>
    public AddressFamily Family => Network.Family;

    /// <summary>The first address, which is the network address.</summary>
    public Address First => Network;

    /// <summary>The last address.</summary>
    public Address Last => new(Family, Network.Bits.Or(HostMask(Family, _length)));

    /// <summary>Whether the block holds every address of its family.</summary>
    public bool IsAny => _length == 0;

    /// <summary>The block of all addresses of a family: <c>0.0.0.0/0</c> or <c>::/0</c>.</summary>
    public static Prefix Any(AddressFamily family) => new(Address.Min(family), 0);

    /// <summary>The block of the given length that holds an address. The host bits of the address are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length does not exist in the family.</exception>
    public static Prefix From(Address address, int length)
    {
        if (length < 0 || length > Address.WidthOf(address.Family))
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), length, $"A prefix of {address.Family} has a length from 0 to {Address.WidthOf(address.Family)}.");
        }

        return new(new(address.Family, address.Bits.AndNot(HostMask(address.Family, length))), length);
    }

    /// <summary>Reads a prefix.</summary>
    /// <exception cref="FormatException">The text is not a valid prefix. The message says why.</exception>
    public static Prefix Parse(string text) =>
        TryParse(text, out var prefix, out var problem) ? prefix : throw new FormatException(problem.Describe());

    /// <summary>
    /// Reads a prefix strictly. An address without a length is a block of one address. Host bits, leading zeros, zone ids,
    /// ports and lengths beyond the family are rejected.
    /// </summary>
    /// <param name="text">The text, such as <c>203.0.113.0/24</c> or <c>2001:db8::/48</c>.</param>
    /// <param name="prefix">The prefix, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is no prefix.</param>
    public static bool TryParse(string? text, out Prefix prefix, [NotNullWhen(false)] out Problem? problem)
    {
        prefix = default;
        if (text is null or "")
        {
            problem = Problem.Invalid("The prefix is empty");
            return false;
        }

        if (HasWhiteSpace(text))
        {
            var trimmed = text.Trim();
            problem = Problem.Invalid($"'{text}' contains white space") with
            {
                Replacement = trimmed != text && TryParse(trimmed, out _, out _) ? trimmed : null,
            };
            return false;
        }

        var slash = text.IndexOf('/');
        if (slash == 0)
        {
            problem = Problem.Invalid($"'{text}' has no address before the slash");
            return false;
        }

        if (!AddressText.TryParse(slash < 0 ? text.AsSpan() : text.AsSpan(0, slash), out var address, out problem))
            return false;

        var width = Address.WidthOf(address.Family);
        var length = width;
        if (slash >= 0)
        {
            problem = ReadLength(text, text.AsSpan(slash + 1), address.Family, out length);
            if (problem is not null)
                return false;
        }

        prefix = From(address, length);
        if (prefix.Network == address)
            return true;
        problem = Problem.Invalid(
            $"'{text}' has bits set after its first {length}",
            $"write '{prefix}' for the network or '{address}/{width}' for the one address")
            with
        { Replacement = prefix.ToString() };
        prefix = default;
        return false;
    }

    /// <summary>Whether an address lies in the block. Constant cost.</summary>
    public bool Contains(Address address) =>
        address.Family == Family && address.Bits.AndNot(HostMask(Family, _length)).Equals(Network.Bits);

    /// <summary>Whether every address of another block lies in this one. Constant cost.</summary>
    public bool Contains(Prefix other) => other._length >= _length && Contains(other.Network);

    /// <summary>Whether the blocks share an address; then one of them contains the other. Constant cost.</summary>
    public bool Overlaps(Prefix other) => Contains(other) || other.Contains(this);

    /// <summary>The IPv4 prefix that an IPv4-mapped one (within <c>::ffff:0:0/96</c>) writes, or null where it is not one.</summary>
    internal Prefix? ToUnmapped() => Family == AddressFamily.IPv6 && _length >= 96 && Network.High == 0 && Network.Low >> 32 == 0xFFFF
        ? From(Address.FromIPv4((uint)Network.Low), _length - 96)
        : null;

    /// <inheritdoc/>
    public int CompareTo(Prefix other)
    {
        var order = Network.CompareTo(other.Network);
        return order != 0 ? order : _length.CompareTo(other._length);
    }

    /// <inheritdoc/>
    public bool Equals(Prefix other) => Network.Equals(other.Network) && _length == other._length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Prefix other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Combine(Network.GetHashCode(), _length);

    /// <summary>The canonical text, always with the length; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var text = new SpanText(stackalloc char[SpanText.Room]);
        WriteTo(ref text);
        return text.ToString();
    }

    internal void WriteTo(ref SpanText text)
    {
        Network.WriteTo(ref text);
        text.Add('/');
        text.Add(_length);
    }

    /// <summary>Whether both are the same block.</summary>
    public static bool operator ==(Prefix left, Prefix right) => left.Equals(right);

    /// <summary>Whether the blocks differ.</summary>
    public static bool operator !=(Prefix left, Prefix right) => !left.Equals(right);

    private static Bits128 HostMask(AddressFamily family, int length) => Bits128.LowMask(Address.WidthOf(family) - length);

    private static bool HasWhiteSpace(string text)
    {
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                return true;
        }

        return false;
    }

    private static Problem? ReadLength(string text, ReadOnlySpan<char> lengthText, AddressFamily family, out int length)
    {
        var width = Address.WidthOf(family);
        return DecimalText.Read(lengthText, width, out length) switch
        {
            DecimalParseError.None => null,
            DecimalParseError.Empty => Problem.Invalid($"'{text}' has no length after the slash; {family} has lengths from 0 to {width}"),
            DecimalParseError.LeadingZero =>
                Problem.Invalid($"'{text}' has the length '{lengthText.ToString()}' with a leading zero", "write it without"),
            _ => Problem.Invalid($"'{text}' has the length '{lengthText.ToString()}'; {family} has lengths from 0 to {width}"),
        };
    }
}
