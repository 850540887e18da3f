namespace Starface.Policy.Flows;

/// <summary>
/// Writes text into a span, so that an address or a flow is built without intermediate strings. For a fleet, these strings were most of
/// what planning allocated.
/// </summary>
/// <param name="target">The span, which must have room for everything that will be written.</param>
internal ref struct SpanText(Span<char> target)
{
    /// <summary>
    /// Enough characters for any flow without a group: two IPv6 addresses of 45 characters, direction, protocols and ICMP messages.
    /// </summary>
    public const int Room = 192;

    private readonly Span<char> _target = target;
    private int _length;

    /// <summary>The text written so far.</summary>
    public readonly ReadOnlySpan<char> Written => _target.Slice(0, _length);

    public void Add(char character) => _target[_length++] = character;

    public void Add(string text)
    {
        text.AsSpan().CopyTo(_target.Slice(_length));
        _length += text.Length;
    }

    /// <summary>Writes a number that is not negative in decimal digits.</summary>
    public void Add(int number)
    {
        if (number >= 10) Add(number / 10);
        Add((char)('0' + (number % 10)));
    }

    /// <summary>Writes a number in lower-case hexadecimal digits, without leading zeros.</summary>
    public void AddHex(ushort number)
    {
        if (number >= 16) AddHex((ushort)(number >> 4));
        Add("0123456789abcdef"[number & 15]);
    }

    /// <summary>The text written so far, as a string.</summary>
    public override readonly string ToString() => Written.ToString();
}
