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
        [.. HeadersOf(head).Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>
    /// The headers, in their order. White space before the colon is not part of a name, and a line that begins with white space continues
    /// the value before it, as clients read both (RFC 3261, section 7.3.1; older ones of RFC 9112, section 5).
    /// </summary>
    /// <param name="head">The first line and the headers.</param>
    public static List<(string Name, string Value)> HeadersOf(ReadOnlySpan<byte> head)
    {
        List<(string Name, string Value)> headers = [];
        foreach (var line in Encoding.Latin1.GetString(head).Split('\n').Skip(1))
        {
            if (line is [' ' or '\t', ..] && headers is [.., var folded])
                headers[^1] = (folded.Name, $"{folded.Value} {line.Trim()}".Trim());
            else if (line.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon)
                headers.Add((line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        return headers;
    }

    /// <summary>
    /// The code of a reply of one or more lines (RFC 5321, section 4.2.1): each has the code, and all but the last a hyphen behind it. The
    /// code is 0 where the text is something else, and null where its end has not come.
    /// </summary>
    /// <param name="text">What came.</param>
    public static int? ReplyOf(ReadOnlySpan<byte> text)
    {
        var code = -1;
        while (First(text) is { } line)
        {
            if (line is not [_, _, _, ' ' or '-', ..]) return 0;
            var digits = line.AsSpan(0, 3);
            if (digits.IndexOfAnyExceptInRange('0', '9') >= 0) return 0;
            var own = ((digits[0] - '0') * 100) + ((digits[1] - '0') * 10) + digits[2] - '0';
            if (code >= 0 && own != code) return 0;
            code = own;
            if (line[3] == ' ') return code;
            text = text[(text.IndexOf((byte)'\n') + 1)..];
        }

        return null;
    }

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
