#if NET
using System.Globalization;
using System.Text;

namespace Starface.Policy.Problems;

/// <summary>Makes texts that strangers wrote harmless for terminals and build logs, in one line.</summary>
internal static class SafeText
{
    /// <summary>The text without invisible characters and without what build services read as a command anywhere in a line.</summary>
    public static string From(string text)
    {
        if (IsPlain(text)) return text;
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Azure DevOps looks for "##vso[" and GitHub for "##[" anywhere in a line.
            if (rune.Value == '#' && safe.Length > 0 && safe[^1] == '#') safe.Append(' ');
            if (IsInvisible(rune)) safe.Append(' ');
            else safe.Append(rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>A text of several lines, none of which is a command to a build service.</summary>
    public static string Lines(string text) =>
        string.Join("\n", text.Split('\n').Select(line => AtStart(From(line.TrimEnd('\r')))));

    /// <summary>
    /// A safe text as the start of a line. GitHub reads "::" and the name of a command as one where nothing but blanks is before it; IPv6
    /// addresses keep theirs.
    /// </summary>
    public static string AtStart(string text)
    {
        var start = text.Length - text.TrimStart().Length;
        return text.AsSpan(start) is [':', ':', var c, ..] && char.IsAsciiLetter(c) ? text.Insert(start + 1, " ") : text;
    }

    /// <summary>
    /// Whether a text is printable Latin without a "##", as nearly all are: it stays what it is. U+00AD, the soft hyphen, is invisible.
    /// </summary>
    private static bool IsPlain(string text)
    {
        var previous = '\0';
        foreach (var c in text)
        {
            if (c is not ((>= ' ' and <= '~') or (> '\u00A0' and <= '\u024F' and not '\u00AD'))) return false;
            if (c == '#' && previous == '#') return false;
            previous = c;
        }

        return true;
    }

    /// <summary>
    /// Whether a code point moves the cursor, changes the direction of writing, joins, separates or hides its neighbours, cannot be seen
    /// itself, or is not a character at all, which XML refuses.
    /// </summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value
            is (>= 0xFDD0 and <= 0xFDEF) // Noncharacters.
            or 0x034F or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) // Joiners and selectors.
            or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0; // Fillers.
}
#endif
