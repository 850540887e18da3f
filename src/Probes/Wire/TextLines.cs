using System.Text;

namespace Starface.Probes.Wire;

/// <summary>Answers of protocols that are made of lines of text.</summary>
internal static class TextLines
{
    /// <summary>The first line without its end; null where the end has not come.</summary>
    /// <param name="text">What came.</param>
    public static string? First(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        return end < 0 ? null : Encoding.Latin1.GetString(text[..end]).TrimEnd('\r');
    }

    /// <summary>The length of the first line and the headers after it, with the empty line; null where that has not come.</summary>
    /// <param name="text">What came.</param>
    public static int? HeadLength(ReadOnlySpan<byte> text)
    {
        for (var at = 0; text[at..].IndexOf((byte)'\n') is >= 0 and var end; at += end + 1)
        {
            if (at > 0 && text.Slice(at, end).TrimEnd((byte)'\r').IsEmpty) return at + end + 1;
        }

        return null;
    }

    /// <summary>The values of a header, in their order; a server may write it more than once.</summary>
    /// <param name="head">The first line and the headers.</param>
    /// <param name="name">The header.</param>
    public static List<string> ValuesOf(ReadOnlySpan<byte> head, string name) =>
    [
        .. Encoding.Latin1.GetString(head).Split('\n').Skip(1)
            .Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line[(name.Length + 1)..].Trim()),
    ];

    /// <summary>The status of a line such as <c>HTTP/1.1 200 OK</c>, or null where the line is not one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="mark">What it begins with, such as <c>HTTP/1.</c></param>
    public static int? StatusOf(string line, string mark)
    {
        if (!line.StartsWith(mark, StringComparison.Ordinal)) return null;
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || line.Length < space + 4) return null;
        var digits = line.AsSpan(space + 1, 3);
        return digits.IndexOfAnyExceptInRange('0', '9') < 0 && digits[0] is >= '1' and <= '6'
            && (line.Length == space + 4 || line[space + 4] == ' ')
            ? ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + digits[2] - '0'
            : null;
    }
}
