namespace Starface.Cli.Screen;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrap
{
    /// <summary>Characters of names and prefixes after which a long word may be broken.</summary>
    private const string Joints = "-/,;:._=";

    /// <summary>
    /// The lines of a text in a number of columns. Breaks at spaces; a word that is too long by itself is broken after a hyphen or similar
    /// character, else anywhere. Line breaks in the text stay, and a continued line is indented like the line it continues.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns, at least one.</param>
    public static List<string> Lines(string text, int width)
    {
        var lines = new List<string>();
        AddLines(text, width, lines);
        return lines;
    }

    /// <summary>Adds the lines of a text, as <see cref="Lines"/> gives them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns, at least one.</param>
    /// <param name="lines">Receives the lines.</param>
    public static void AddLines(string text, int width, List<string> lines)
    {
        if (text.Length <= width && !text.Contains('\n', StringComparison.Ordinal)) lines.Add(text.TrimEnd(' '));
        else foreach (var line in text.Split('\n')) AddLine(line, Math.Max(width, 1), lines);
    }

    private static void AddLine(string line, int width, List<string> lines)
    {
        var indent = line.Length - line.TrimStart(' ').Length;
        var margin = new string(' ', Math.Min(indent, width - 1));
        var text = line.TrimEnd(' ');
        var (prefix, start) = ("", 0);
        while (prefix.Length + text.Length - start > width)
        {
            // One character more than fits tells whether a word ends there.
            var head = prefix + text.Substring(start, width + 1 - prefix.Length);
            var end = BreakIn(head, width, margin.Length);
            lines.Add(head[..end].TrimEnd(' '));
            start += end - prefix.Length;
            while (start < text.Length && text[start] == ' ') start++;
            prefix = margin;
        }

        lines.Add(prefix + text[start..]);
    }

    /// <summary>The number of characters that fit the line, of a text that is too long.</summary>
    private static int BreakIn(string text, int width, int margin)
    {
        var space = text.LastIndexOf(' ', width);
        if (space > margin) return space;
        for (var end = width; end > margin + 1; end--)
        {
            if (Joints.Contains(text[end - 1], StringComparison.Ordinal)) return end;
        }

        return width;
    }
}
