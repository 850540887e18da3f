using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>
/// Consecutive IANA protocol numbers, both ends included: one protocol, all of them, or what is left after subtracting some.
/// The default value is the single protocol 0.
/// </summary>
/// <remarks>Ranges are ordered by first number, then by last number.</remarks>
public readonly struct ProtocolRange : IEquatable<ProtocolRange>, IComparable<ProtocolRange>
{
    /// <summary>The highest protocol number.</summary>
    public const int MaxNumber = 255;

    private readonly byte _first;
    private readonly byte _last;

    /// <summary>The protocols from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not within 0 to 255, or the range is inverted.</exception>
    public ProtocolRange(int first, int last)
    {
        if (first is < 0 or > MaxNumber)
            throw new ArgumentOutOfRangeException(nameof(first), first, "A protocol number goes from 0 to 255.");
        if (last < first || last > MaxNumber)
            throw new ArgumentOutOfRangeException(nameof(last), last, $"A protocol number goes up to 255 and the range starts at {first}.");
        _first = (byte)first;
        _last = (byte)last;
    }

    /// <summary>The range of one protocol.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not within 0 to 255.</exception>
    public ProtocolRange(int number)
        : this(number, number) { }

    /// <summary>Every protocol.</summary>
    public static ProtocolRange All => new(0, MaxNumber);

    /// <summary>The first number.</summary>
    public int First => _first;

    /// <summary>The last number.</summary>
    public int Last => _last;

    /// <summary>Whether the range holds every protocol.</summary>
    public bool IsAll => _first == 0 && _last == MaxNumber;

    /// <summary>Whether the range is one protocol.</summary>
    public bool IsSingle => _first == _last;

    /// <summary>Whether the range is one protocol that has ports (TCP, UDP) or messages (ICMP, ICMPv6).</summary>
    public bool HasPortsOrMessages => IsSingle && NumberHasPortsOrMessages(_first);

    /// <summary>Whether the range is ICMP or ICMPv6, which have message types and codes in place of ports.</summary>
    public bool IsIcmp => IsSingle && (Protocol)_first is Protocol.Icmp or Protocol.IcmpV6;

    private string? Name => IsAll ? ProtocolNames.Find(Protocol.Any) : IsSingle ? ProtocolNames.Find((Protocol)_first) : null;

    /// <summary>The protocol of a declaration; <see cref="Protocol.Any"/> becomes <see cref="All"/>.</summary>
    public static ProtocolRange From(Protocol protocol) => protocol == Protocol.Any ? All : new((int)protocol);

    /// <summary>The protocol of a declaration; <see cref="Protocol.Any"/> becomes <see cref="All"/>.</summary>
    public static implicit operator ProtocolRange(Protocol protocol) => From(protocol);

    /// <summary>Whether a protocol has ports (TCP, UDP) or messages (ICMP, ICMPv6).</summary>
    internal static bool NumberHasPortsOrMessages(int number) =>
        (Protocol)number is Protocol.Tcp or Protocol.Udp or Protocol.Icmp or Protocol.IcmpV6;

    /// <summary>Reads a protocol.</summary>
    /// <exception cref="FormatException">The text is not a valid protocol. The message says why.</exception>
    public static ProtocolRange Parse(string text) =>
        TryParse(text, out var range, out var problem) ? range : throw new FormatException(problem.Describe());

    /// <summary>
    /// Reads <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, <c>esp</c>, <c>ah</c>, <c>all</c>, a number, or a range of numbers.
    /// </summary>
    /// <param name="text">The text, in lower case.</param>
    /// <param name="range">The protocols, when there are any.</param>
    /// <param name="problem">What is wrong with the text, when there is no protocol.</param>
    public static bool TryParse(string? text, out ProtocolRange range, [NotNullWhen(false)] out Problem? problem)
    {
        if (ProtocolNames.TryParse(text, out var protocol))
        {
            range = protocol;
            problem = null;
            return true;
        }

        range = default;
        if (text is not (null or "") && text[0] is not (>= '0' and <= '9'))
        {
            problem = Problem.Invalid($"'{text}' is not a protocol", $"use {ProtocolNames.List}, or an IANA number from 0 to 255");
            return false;
        }

        if (!PortRange.TryParse(text, MaxNumber, "protocol number", out var numbers, out problem))
            return false;
        range = new(numbers.From, numbers.To);
        return true;
    }

    /// <summary>Whether a protocol number lies in the range.</summary>
    public bool Contains(int number) => _first <= number && number <= _last;

    /// <summary>Whether every protocol of another range lies in this one.</summary>
    public bool Contains(ProtocolRange other) => _first <= other._first && other._last <= _last;

    /// <summary>Whether the ranges share a protocol.</summary>
    public bool Overlaps(ProtocolRange other) => _first <= other._last && other._first <= _last;

    /// <inheritdoc/>
    public int CompareTo(ProtocolRange other) => _first != other._first ? _first.CompareTo(other._first) : _last.CompareTo(other._last);

    /// <inheritdoc/>
    public bool Equals(ProtocolRange other) => _first == other._first && _last == other._last;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ProtocolRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _first << 8 | _last;

    /// <summary>The protocol's name if it has one, else its number or <c>first-last</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        if (Name is { } name)
            return name;
        var text = new SpanText(stackalloc char[SpanText.Room]);
        WriteTo(ref text);
        return text.ToString();
    }

    internal void WriteTo(ref SpanText text)
    {
        if (Name is { } name)
        {
            text.Add(name);
            return;
        }

        text.Add(_first);
        if (IsSingle)
            return;
        text.Add('-');
        text.Add(_last);
    }

    /// <summary>Whether both are the same range.</summary>
    public static bool operator ==(ProtocolRange left, ProtocolRange right) => left.Equals(right);

    /// <summary>Whether the ranges differ.</summary>
    public static bool operator !=(ProtocolRange left, ProtocolRange right) => !left.Equals(right);
}
