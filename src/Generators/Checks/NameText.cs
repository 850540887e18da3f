using System.Text;
using Starface.Policy;

namespace Starface.Generators.Checks;

/// <summary>Guesses what a malformed name was to say. What holds letters or signs that it would have to leave out is left to its author.</summary>
internal static class NameText
{
    private const int YearLength = 4;

    private static readonly char[] DateSigns = ['-', '/', '.'];

    /// <summary>An id in lower case with hyphens between its words, such as <c>web-interface</c> for <c>WebInterface</c>; null where that makes none.</summary>
    /// <param name="text">The malformed id.</param>
    public static string? MendId(string? text) =>
        WordsOf(text) is { } words && string.Join("-", words).ToLowerInvariant() is var mend && DeclarationId.IsValid(mend, out _) ? mend : null;

    /// <summary>A setting's name with its words in capitals and nothing between them, such as <c>WebPort</c> for <c>web-port</c>; null where that makes none.</summary>
    /// <param name="text">The malformed name.</param>
    public static string? MendSetting(string text) =>
        WordsOf(text) is { } words && string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1))) is var mend && SettingName.IsValid(mend, out _) ? mend : null;

    /// <summary>The host of a URL, without white space and closing dot; null where that makes no host name. A port would be lost, and may be meant.</summary>
    /// <param name="text">The malformed name.</param>
    public static string? MendHost(string text)
    {
        var host = text.Trim();
        if (host.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            host = host.Substring(scheme + "://".Length);
            if (host.IndexOfAny(['/', '?', '#']) is >= 0 and var path) host = host.Substring(0, path);
        }

        host = host.TrimEnd('.');
        return HostName.IsValid(host, out _) ? host : null;
    }

    /// <summary>A day in the form <c>2027-01-31</c>; null where it could be another day or is none.</summary>
    /// <param name="text">The malformed date.</param>
    public static string? MendDate(string text)
    {
        var parts = text.Trim().Split(DateSigns);
        if (parts.Length != 3) return null;
        // Day, month and year are written with dots; with strokes some write the month first.
        if (parts[0].Length != YearLength && text.IndexOf('.') >= 0) Array.Reverse(parts);
        var mend = $"{parts[0]}-{parts[1].PadLeft(2, '0')}-{parts[2].PadLeft(2, '0')}";
        return CalendarDate.TryParse(mend, out _, out _) ? mend : null;
    }

    /// <summary>The words of a name, which begin at capitals and behind hyphens, underscores, dots and spaces; null where it holds anything else.</summary>
    private static List<string>? WordsOf(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < (text?.Length ?? 0); i++)
        {
            var character = text![i];
            if (character is '-' or '_' or '.' or ' ')
            {
                End();
                continue;
            }

            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))) return null;
            // Of capitals in a row, such as in SIPTrunk, the last begins a word if a small letter follows.
            if (IsCapital(character) && word.Length > 0 && (!IsCapital(word[word.Length - 1]) || (i + 1 < text.Length && text[i + 1] is >= 'a' and <= 'z'))) End();
            word.Append(character);
        }

        End();
        return words.Count == 0 ? null : words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsCapital(char character) => character is >= 'A' and <= 'Z';
}
