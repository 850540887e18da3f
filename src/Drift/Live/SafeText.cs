using System.Globalization;
using System.Text;

namespace Starface.Drift.Live;

/// <summary>Texts that strangers wrote into a cloud, made harmless for terminals and build logs.</summary>
internal static class SafeText
{
    /// <summary>The text without what cannot be seen or changes how the rest is seen, and without what build services take for a command.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // Azure DevOps looks for "##vso[" and GitHub for "##[" anywhere in a line. GitHub takes "::" for a command only at the start of a
            // line, which is never a stranger's; IPv6 addresses keep theirs.
            if (rune.Value == '#' && safe.Length > 0 && safe[^1] == '#') safe.Append(' ');
            if (IsInvisible(rune)) safe.Append(' ');
            else safe.Append(rune.ToString());
        }

        return safe.ToString();
    }

    /// <summary>
    /// Whether a character moves the cursor, turns the direction of writing, joins, parts or hides what stands beside it, or is none at all,
    /// which XML refuses.
    /// </summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE
        || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
