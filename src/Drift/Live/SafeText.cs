using System.Globalization;
using System.Text;

namespace Starface.Drift.Live;

/// <summary>Makes texts that strangers wrote into a cloud harmless for terminals and build logs.</summary>
internal static class SafeText
{
    /// <summary>The text without invisible characters and without what build services read as a command.</summary>
    public static string From(string text)
    {
        if (IsPlain(text)) return text;
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Azure DevOps looks for "##vso[" and GitHub for "##[" anywhere in a line. GitHub reads "::" as a command only at the start of
            // a line, where a stranger's text never is; IPv6 addresses keep theirs.
            if (rune.Value == '#' && safe.Length > 0 && safe[^1] == '#') safe.Append(' ');
            if (IsInvisible(rune)) safe.Append(' ');
            else safe.Append(rune.ToString());
        }

        return safe.ToString();
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
    /// Whether a code point moves the cursor, changes the direction of writing, joins, separates or hides its neighbours, or is not a
    /// character at all, which XML refuses.
    /// </summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
