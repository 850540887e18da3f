using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>An IPv4 or IPv6 address. The default value is <c>0.0.0.0</c>.</summary>
/// <remarks>
/// Addresses are ordered by family, then by number. An IPv4-mapped IPv6 address (<c>::ffff:192.0.2.1</c>) is an IPv6 address and
/// is never equal to the IPv4 address in it.
/// </remarks>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    internal Address(AddressFamily family, Bits128 bits)
    {
        Family = family;
        Bits = bits;
    }

    /// <summary>The family the address belongs to.</summary>
    public AddressFamily Family { get; }

    /// <summary>The upper 64 bits of an IPv6 address; 0 for IPv4.</summary>
    public ulong High => Bits.High;

    /// <summary>The lower 64 bits of an IPv6 address; the whole number of an IPv4 address.</summary>
    public ulong Low => Bits.Low;

    internal Bits128 Bits { get; }

    /// <summary>The IPv4 address with this number, the first octet in the highest bits.</summary>
    public static Address FromIPv4(uint value) => new(AddressFamily.IPv4, new(0, value));

    /// <summary>The IPv6 address with these upper and lower 64 bits.</summary>
    public static Address FromIPv6(ulong high, ulong low) => new(AddressFamily.IPv6, new(high, low));

    /// <summary>The first address of a family.</summary>
    public static Address Min(AddressFamily family) => new(Checked(family), default);

    /// <summary>The last address of a family.</summary>
    public static Address Max(AddressFamily family) => new(Checked(family), Bits128.LowMask(WidthOf(family)));

    /// <summary>The number of bits in an address of the family: 32 or 128.</summary>
    public static int WidthOf(AddressFamily family) => family == AddressFamily.IPv4 ? 32 : 128;

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">The text is not a valid address. The message says why.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address, out var problem) ? address : throw new FormatException(problem.Describe());

    /// <summary>
    /// Reads an address strictly: four octets without leading zeros, or IPv6 as RFC 4291 writes it, and nothing else:
    /// no zone, port, brackets or white space.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is no address.</param>
    public static bool TryParse(string? text, out Address address, [NotNullWhen(false)] out Problem? problem) =>
        AddressText.TryParse(text.AsSpan(), out address, out problem);

    /// <summary>Gets the next address of the family. False for the last address.</summary>
    public bool TryNext(out Address next)
    {
        var isLast = Equals(Max(Family));
        next = isLast ? this : new(Family, Bits.Next());
        return !isLast;
    }

    /// <inheritdoc/>
    public int CompareTo(Address other) => Family != other.Family ? ((int)Family).CompareTo((int)other.Family) : Bits.CompareTo(other.Bits);

    /// <inheritdoc/>
    public bool Equals(Address other) => Family == other.Family && Bits.Equals(other.Bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Combine((int)Family, Bits.GetHashCode());

    /// <summary>The address as RFC 5952 writes it; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var text = new SpanText(stackalloc char[SpanText.Room]);
        WriteTo(ref text);
        return text.ToString();
    }

    internal void WriteTo(ref SpanText text) => AddressText.Write(this, ref text);

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Whether the addresses differ.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Whether the left address comes before the right one.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left address comes after the right one.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left address comes before the right one or is the same.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left address comes after the right one or is the same.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    internal static AddressFamily Checked(AddressFamily family) => family is AddressFamily.IPv4 or AddressFamily.IPv6
        ? family
        : throw new ArgumentOutOfRangeException(nameof(family), family, "There are two address families: IPv4 and IPv6.");
}
