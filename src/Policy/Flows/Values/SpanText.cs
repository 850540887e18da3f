namespace Starface.Policy.Flows;

/// <summary>Text written into a span: an address or a flow becomes one string and none in between, which for a fleet is most of what planning allocates.</summary>
/// <param name="target">Room for all that will be written.</param>
internal ref struct SpanText(Span<char> target)
{
    /// <summary>More than the longest flow without a group takes: two IPv6 addresses of 45 characters with direction, protocols and ICMP messages.</summary>
    public const int Room = 192;

    private readonly Span<char> _target = target;
    private int _length;

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<char> Written => _target.Slice(0, _length);

    public void Add(char character) => _target[_length++] = character;

    public void Add(string text)
    {
        text.AsSpan().CopyTo(_target.Slice(_length));
        _length += text.Length;
    }

    /// <summary>A number from 0 in decimal digits.</summary>
    public void Add(int number)
    {
        if (number >= 10) Add(number / 10);
        Add((char)('0' + (number % 10)));
    }

    /// <summary>A number in lower-case hexadecimal digits, without leading zeros.</summary>
    public void AddHex(ushort number)
    {
        if (number >= 16) AddHex((ushort)(number >> 4));
        Add("0123456789abcdef"[number & 15]);
    }

    /// <summary>What was written, as a string.</summary>
    public override readonly string ToString() => Written.ToString();
}
