using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Starface.Policy.Flows;

/// <summary>Reads addresses strictly and writes them as RFC 5952 recommends.</summary>
internal static class AddressText
{
    private const int GroupCount = 8;

    public static bool TryParse(ReadOnlySpan<char> text, out Address address, [NotNullWhen(false)] out Problem? problem)
    {
        address = default;
        problem = FindForeignPart(text);
        if (problem is not null)
            return false;
        return text.IndexOf(':') >= 0
            ? TryParseIPv6(text.ToString(), out address, out problem)
            : TryParseIPv4(text, out address, out problem);
    }

    public static void Write(Address address, ref SpanText text)
    {
        if (address.Family == AddressFamily.IPv4)
            WriteIPv4((uint)address.Low, ref text);
        else
            WriteIPv6(address.High, address.Low, ref text);
    }

    /// <summary>Looks for what belongs beside an address elsewhere, so that the message can name it.</summary>
    private static Problem? FindForeignPart(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return Problem.Invalid("The address is empty");
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                return Problem.Invalid($"'{text.ToString()}' contains white space");
        }

        if (text.IndexOf('%') >= 0)
        {
            return Problem.Invalid(
                $"'{text.ToString()}' has a zone id (the part from '%' on), which no cloud understands", "remove it");
        }
        if (text.IndexOf('[') >= 0 || text.IndexOf(']') >= 0)
            return Problem.Invalid($"'{text.ToString()}' has brackets", "write the address alone");
        var colon = text.IndexOf(':');
        var dot = text.IndexOf('.');
        if (dot >= 0 && colon > dot && text.Slice(colon + 1).IndexOf(':') < 0)
            return Problem.Invalid($"'{text.ToString()}' has a port (the part from ':' on)", "write the address alone");
        return null;
    }

    private static bool TryParseIPv4(ReadOnlySpan<char> text, out Address address, [NotNullWhen(false)] out Problem? problem)
    {
        address = default;
        problem = null;
        var dots = 0;
        foreach (var character in text)
        {
            if (character == '.')
                dots++;
        }

        if (dots != 3)
        {
            problem = Problem.Invalid($"'{text.ToString()}' is not an address: IPv4 has four numbers such as 203.0.113.7, IPv6 has colons");
            return false;
        }

        uint value = 0;
        for (var rest = text; dots >= 0; dots--)
        {
            var octet = dots == 0 ? rest : rest.Slice(0, rest.IndexOf('.'));
            problem = DecimalText.Read(octet, 255, out var number) switch
            {
                DecimalParseError.None => null,
                DecimalParseError.LeadingZero => Problem.Invalid(
                    $"'{text.ToString()}' has the octet '{octet.ToString()}' with a leading zero, which some programs read as "
                    + "octal", "write it without"),
                DecimalParseError.TooLarge =>
                    Problem.Invalid($"'{text.ToString()}' has the octet '{octet.ToString()}'; an octet goes from 0 to 255"),
                _ => Problem.Invalid($"'{text.ToString()}' has '{octet.ToString()}' where a number from 0 to 255 is expected"),
            };
            if (problem is not null)
                return false;
            value = (value << 8) | (uint)number;
            rest = rest.Slice(Math.Min(octet.Length + 1, rest.Length));
        }

        address = Address.FromIPv4(value);
        return true;
    }

    private static bool TryParseIPv6(string text, out Address address, [NotNullWhen(false)] out Problem? problem)
    {
        address = default;
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap >= 0 && text.IndexOf("::", gap + 1, StringComparison.Ordinal) >= 0)
        {
            problem = Problem.Invalid($"'{text}' has more than one '::'");
            return false;
        }

        var head = new List<ushort>(GroupCount);
        var tail = new List<ushort>(GroupCount);
        if (gap < 0)
        {
            if (!TryReadGroups(text, text, isEnd: true, head, out problem))
                return false;
        }
        else if (!TryReadGroups(text, text.Substring(0, gap), isEnd: false, head, out problem)
            || !TryReadGroups(text, text.Substring(gap + 2), isEnd: true, tail, out problem))
        {
            return false;
        }

        var count = head.Count + tail.Count;
        if (gap < 0 ? count != GroupCount : count >= GroupCount)
        {
            problem = Problem.Invalid(gap < 0
                ? $"'{text}' has {DecimalText.Text(count)} groups; IPv6 has eight, or fewer with one '::'"
                : $"'{text}' has {DecimalText.Text(count)} groups beside the '::', which stands for at least one of the eight");
            return false;
        }

        var groups = new ulong[GroupCount];
        for (var i = 0; i < head.Count; i++)
            groups[i] = head[i];
        for (var i = 0; i < tail.Count; i++)
            groups[GroupCount - tail.Count + i] = tail[i];
        address = Address.FromIPv6(
            groups[0] << 48 | groups[1] << 32 | groups[2] << 16 | groups[3],
            groups[4] << 48 | groups[5] << 32 | groups[6] << 16 | groups[7]);
        return true;
    }

    /// <summary>Reads groups separated by single colons; an IPv4 address may stand for the last two.</summary>
    private static bool TryReadGroups(string whole, string part, bool isEnd, List<ushort> groups, [NotNullWhen(false)] out Problem? problem)
    {
        problem = null;
        if (part.Length == 0)
            return true;
        var texts = part.Split(':');
        for (var i = 0; i < texts.Length; i++)
        {
            var group = texts[i];
            if (isEnd && i == texts.Length - 1 && group.IndexOf('.') >= 0)
            {
                if (!TryParseIPv4(group.AsSpan(), out var embedded, out var inner))
                {
                    problem = inner with { Message = $"'{whole}' ends in an invalid IPv4 address: {inner.Message}" };
                    return false;
                }

                groups.Add((ushort)(embedded.Low >> 16));
                groups.Add((ushort)embedded.Low);
            }
            else if (group.Length is >= 1 and <= 4 && group.All(IsHexDigit))
            {
                groups.Add(ushort.Parse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            }
            else
            {
                problem = Problem.Invalid($"'{whole}' has '{group}' where one to four hexadecimal digits are expected");
                return false;
            }
        }

        return true;
    }

    private static bool IsHexDigit(char character) => character is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F';

    private static void WriteIPv4(uint value, ref SpanText text)
    {
        text.Add((int)(value >> 24));
        text.Add('.');
        text.Add((int)(value >> 16 & 255));
        text.Add('.');
        text.Add((int)(value >> 8 & 255));
        text.Add('.');
        text.Add((int)(value & 255));
    }

    private static void WriteIPv6(ulong high, ulong low, ref SpanText text)
    {
        if (high == 0 && low >> 32 == 0xFFFF)
        {
            text.Add("::ffff:");
            WriteIPv4((uint)low, ref text);
            return;
        }

        var (gapStart, gapLength) = LongestZeroRun(high, low);
        var isSeparated = true;
        for (var i = 0; i < GroupCount; i++)
        {
            if (i == gapStart)
            {
                text.Add("::");
                i += gapLength - 1;
                isSeparated = true;
                continue;
            }

            if (!isSeparated)
                text.Add(':');
            text.AddHex(Group(high, low, i));
            isSeparated = false;
        }
    }

    /// <summary>The longest run of two or more zero groups, which RFC 5952 writes as '::'; of equally long ones the first.</summary>
    private static (int Start, int Length) LongestZeroRun(ulong high, ulong low)
    {
        var best = (Start: -1, Length: 1);
        for (var i = 0; i < GroupCount; i++)
        {
            var start = i;
            while (i < GroupCount && Group(high, low, i) == 0)
                i++;
            if (i - start > best.Length)
                best = (start, i - start);
        }

        return best;
    }

    private static ushort Group(ulong high, ulong low, int index) =>
        (ushort)(index < 4 ? high >> (48 - 16 * index) : low >> (48 - 16 * (index - 4)));
}
