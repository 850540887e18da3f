using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>Consecutive addresses of one family, both ends included. The default value is the single address <c>0.0.0.0</c>.</summary>
/// <remarks>Ranges are ordered by first address, then by last address.</remarks>
public readonly struct AddressRange : IEquatable<AddressRange>, IComparable<AddressRange>
{
    /// <summary>The addresses from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <exception cref="ArgumentException">The families differ, or the range is inverted.</exception>
    public AddressRange(Address first, Address last)
    {
        if (first.Family != last.Family)
            throw new ArgumentException($"The range {first}-{last} mixes IPv4 and IPv6.", nameof(last));
        if (first > last)
            throw new ArgumentException($"The range {first}-{last} is inverted; write {last}-{first}.", nameof(last));
        First = first;
        Last = last;
    }

    /// <summary>The first address.</summary>
    public Address First { get; }

    /// <summary>The last address.</summary>
    public Address Last { get; }

    /// <summary>The family of the addresses.</summary>
    public AddressFamily Family => First.Family;

    /// <summary>The number of addresses in the range; at least one.</summary>
    public BigInteger Count => First.Bits.CountTo(Last.Bits);

    /// <summary>Whether the range holds every address of its family.</summary>
    public bool IsAny => First.Bits.IsZero && Last == Address.Max(Family);

    /// <summary>All addresses of a family.</summary>
    public static AddressRange Any(AddressFamily family) => new(Address.Min(family), Address.Max(family));

    /// <summary>The addresses of a prefix.</summary>
    public static AddressRange FromPrefix(Prefix prefix) => new(prefix.First, prefix.Last);

    /// <summary>The range of one address.</summary>
    public static AddressRange FromAddress(Address address) => new(address, address);

    /// <summary>Reads a prefix, an address, or a range.</summary>
    /// <exception cref="FormatException">The text is not a valid prefix, address or range. The message says why.</exception>
    public static AddressRange Parse(string text) =>
        TryParse(text, out var range, out var problem) ? range : throw new FormatException(problem.Describe());

    /// <summary>Reads a prefix (<c>203.0.113.0/24</c>), an address, or a range (<c>203.0.113.4-203.0.113.9</c>) strictly.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is no range.</param>
    public static bool TryParse(string? text, out AddressRange range, [NotNullWhen(false)] out Problem? problem)
    {
        range = default;
        var dash = text?.IndexOf('-') ?? -1;
        if (dash < 0)
        {
            if (Prefix.TryParse(text, out var prefix, out problem))
                range = FromPrefix(prefix);
            return problem is null;
        }

        if (!Address.TryParse(text!.Substring(0, dash), out var first, out problem)
            || !Address.TryParse(text.Substring(dash + 1), out var last, out problem))
        {
            return false;
        }

        if (first.Family != last.Family)
            problem = Problem.Invalid($"'{text}' mixes IPv4 and IPv6");
        else if (first > last)
            problem = Problem.Invalid($"'{text}' is inverted", $"write '{last}-{first}'");
        else
            range = new(first, last);
        return problem is null;
    }

    /// <summary>Whether an address lies in the range. Constant cost.</summary>
    public bool Contains(Address address) => First <= address && address <= Last;

    /// <summary>Whether every address of another range lies in this one. Constant cost.</summary>
    public bool Contains(AddressRange other) => First <= other.First && other.Last <= Last;

    /// <summary>Whether the ranges share an address. Constant cost.</summary>
    public bool Overlaps(AddressRange other) => First <= other.Last && other.First <= Last;

    /// <summary>The smallest list of prefixes that together are exactly this range, in order.</summary>
    /// <remarks>At most 62 for IPv4 and 254 for IPv6. Cost: the number of prefixes times the width of an address.</remarks>
    public IReadOnlyList<Prefix> ToPrefixes()
    {
        var width = Address.WidthOf(Family);
        var prefixes = new List<Prefix>();
        var current = First.Bits;
        while (true)
        {
            // Greedy is optimal: the largest aligned block that starts here and stays in the range is in every minimal list.
            var hostBits = 0;
            while (hostBits < width && IsBlock(current, hostBits + 1))
                hostBits++;
            prefixes.Add(Prefix.From(new(Family, current), width - hostBits));
            var end = current.Or(Bits128.LowMask(hostBits));
            if (end.Equals(Last.Bits))
                return prefixes;
            current = end.Next();
        }
    }

    /// <summary>Gets the prefix that is exactly this range. False if the range is not a prefix.</summary>
    public bool TryToPrefix(out Prefix prefix)
    {
        // The first and last address of a block differ in all of its host bits and in no others.
        var hostBits = First.Bits.Xor(Last.Bits).Length;
        prefix = Prefix.From(First, Address.WidthOf(Family) - hostBits);
        return prefix.First == First && prefix.Last == Last;
    }

    /// <inheritdoc/>
    public int CompareTo(AddressRange other)
    {
        var order = First.CompareTo(other.First);
        return order != 0 ? order : Last.CompareTo(other.Last);
    }

    /// <inheritdoc/>
    public bool Equals(AddressRange other) => First.Equals(other.First) && Last.Equals(other.Last);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AddressRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.Combine(First.GetHashCode(), Last.GetHashCode());

    /// <summary>The prefix if the range is one, else <c>first-last</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var text = new SpanText(stackalloc char[SpanText.Room]);
        WriteTo(ref text);
        return text.ToString();
    }

    internal void WriteTo(ref SpanText text)
    {
        if (TryToPrefix(out var prefix))
        {
            prefix.WriteTo(ref text);
            return;
        }

        First.WriteTo(ref text);
        text.Add('-');
        Last.WriteTo(ref text);
    }

    /// <summary>Whether both are the same range.</summary>
    public static bool operator ==(AddressRange left, AddressRange right) => left.Equals(right);

    /// <summary>Whether the ranges differ.</summary>
    public static bool operator !=(AddressRange left, AddressRange right) => !left.Equals(right);

    /// <summary>Whether the block of this size is aligned at <paramref name="start"/> and ends within the range.</summary>
    private bool IsBlock(Bits128 start, int hostBits)
    {
        var mask = Bits128.LowMask(hostBits);
        return start.And(mask).IsZero && start.Or(mask).CompareTo(Last.Bits) <= 0;
    }
}
