using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>
/// Consecutive destination ports, both ends included, or ICMP messages, numbered <c>type × 256 + code</c>.
/// The default value is the single port 0.
/// </summary>
/// <remarks>Ranges are ordered by first port, then by last port.</remarks>
public readonly struct PortRange : IEquatable<PortRange>, IComparable<PortRange>
{
    /// <summary>The highest port.</summary>
    public const int MaxPort = 65535;

    private readonly ushort _from;
    private readonly ushort _to;

    /// <summary>The ports from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A port is not within 0 to 65535, or the range is inverted.</exception>
    public PortRange(int from, int to)
    {
        if (from is < 0 or > MaxPort)
            throw new ArgumentOutOfRangeException(nameof(from), from, "A port goes from 0 to 65535.");
        if (to is < 0 or > MaxPort)
            throw new ArgumentOutOfRangeException(nameof(to), to, "A port goes from 0 to 65535.");
        if (from > to)
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The range {from}-{to} is inverted; write {to}-{from}.");
        _from = (ushort)from;
        _to = (ushort)to;
    }

    /// <summary>The range of one port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not within 0 to 65535.</exception>
    public PortRange(int port)
        : this(port, port) { }

    /// <summary>All ports, or all ICMP messages.</summary>
    public static PortRange All => new(0, MaxPort);

    /// <summary>The first port.</summary>
    public int From => _from;

    /// <summary>The last port.</summary>
    public int To => _to;

    /// <summary>The number of ports in the range; at least one.</summary>
    public int Count => _to - _from + 1;

    /// <summary>The ICMP messages of a type and code, where -1 means all.</summary>
    /// <param name="type">The type, 0 to 255, or -1 for all messages.</param>
    /// <param name="code">The code, 0 to 255, or -1 for all codes of the type. Must be -1 when the type is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type or code does not exist.</exception>
    public static PortRange ForIcmp(int type, int code)
    {
        if (type is < -1 or > 255)
            throw new ArgumentOutOfRangeException(nameof(type), type, "An ICMP type goes from 0 to 255; -1 stands for all.");
        if (code is < -1 or > 255 || (type < 0 && code >= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(code), code, "An ICMP code goes from 0 to 255; -1 stands for all and is the only one without a type.");
        }

        if (type < 0)
            return All;
        return code < 0 ? new(type << 8, type << 8 | 255) : new(type << 8 | code);
    }

    /// <summary>Reads a port or a range of ports.</summary>
    /// <exception cref="FormatException">The text is not a valid port or range. The message says why.</exception>
    public static PortRange Parse(string text) =>
        TryParse(text, out var range, out var problem) ? range : throw new FormatException(problem.Describe());

    /// <summary>Reads a port (<c>443</c>) or a range (<c>10000-20000</c>) strictly: no sign, leading zero or white space.</summary>
    /// <param name="text">The text.</param>
    /// <param name="range">The range, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is no range.</param>
    public static bool TryParse(string? text, out PortRange range, [NotNullWhen(false)] out Problem? problem) =>
        TryParse(text, MaxPort, "port", out range, out problem);

    /// <summary>Gets the ICMP type and code, where -1 means all, if the range is all messages, one type, or one message.</summary>
    /// <returns>Whether the range is one of these.</returns>
    public bool TryGetIcmp(out int type, out int code)
    {
        (type, code) = (_from >> 8, _from & 255);
        if (_from == _to)
            return true;
        code = -1;
        if (Equals(All))
            type = -1;
        return type < 0 || (_from == type << 8 && _to == (type << 8 | 255));
    }

    /// <summary>Whether a port lies in the range. Constant cost.</summary>
    public bool Contains(int port) => _from <= port && port <= _to;

    /// <summary>Whether every port of another range lies in this one. Constant cost.</summary>
    public bool Contains(PortRange other) => _from <= other._from && other._to <= _to;

    /// <summary>Whether the ranges share a port. Constant cost.</summary>
    public bool Overlaps(PortRange other) => _from <= other._to && other._from <= _to;

    /// <inheritdoc/>
    public int CompareTo(PortRange other) => _from != other._from ? _from.CompareTo(other._from) : _to.CompareTo(other._to);

    /// <inheritdoc/>
    public bool Equals(PortRange other) => _from == other._from && _to == other._to;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PortRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _from << 16 | _to;

    /// <summary><c>443</c> or <c>10000-20000</c>; <see cref="Parse"/> reads it back.</summary>
    public override string ToString()
    {
        var text = new SpanText(stackalloc char[SpanText.Room]);
        WriteTo(ref text);
        return text.ToString();
    }

    internal void WriteTo(ref SpanText text)
    {
        text.Add(_from);
        if (_from == _to)
            return;
        text.Add('-');
        text.Add(_to);
    }

    /// <summary>Whether both are the same range.</summary>
    public static bool operator ==(PortRange left, PortRange right) => left.Equals(right);

    /// <summary>Whether the ranges differ.</summary>
    public static bool operator !=(PortRange left, PortRange right) => !left.Equals(right);

    /// <summary>Reads a number or a range up to <paramref name="max"/>; <paramref name="noun"/> is what the messages call it.</summary>
    internal static bool TryParse(string? text, int max, string noun, out PortRange range, [NotNullWhen(false)] out Problem? problem)
    {
        range = default;
        if (text is null or "")
        {
            problem = Problem.Invalid($"The {noun} is empty");
            return false;
        }

        var dash = text.IndexOf('-', 1);
        problem = ReadPort(text, dash < 0 ? text.AsSpan() : text.AsSpan(0, dash), max, noun, out var from);
        var to = from;
        if (problem is null && dash >= 0)
            problem = ReadPort(text, text.AsSpan(dash + 1), max, noun, out to);
        if (problem is null && from > to)
            problem = Problem.Invalid($"'{text}' is inverted", $"write '{DecimalText.Text(to)}-{DecimalText.Text(from)}'");
        if (problem is null)
            range = new(from, to);
        return problem is null;
    }

    private static Problem? ReadPort(string text, ReadOnlySpan<char> portText, int max, string noun, out int port) =>
        DecimalText.Read(portText, max, out port) switch
        {
            DecimalParseError.None => null,
            DecimalParseError.Empty => Problem.Invalid($"'{text}' has no {noun} on one side of the dash"),
            DecimalParseError.LeadingZero =>
                Problem.Invalid($"'{text}' has the {noun} '{portText.ToString()}' with a leading zero", "write it without"),
            DecimalParseError.TooLarge =>
                Problem.Invalid($"'{text}' has the {noun} '{portText.ToString()}'; a {noun} goes from 0 to {DecimalText.Text(max)}"),
            _ => Problem.Invalid($"'{text}' has '{portText.ToString()}' where a number from 0 to {DecimalText.Text(max)} is expected"),
        };
}
