using System.Text;
using Starface.Policy;

namespace Starface.Generators.Validation;

/// <summary>Suggests a valid spelling of a malformed name. A name with characters that would be lost gets no suggestion.</summary>
internal static class NameSuggestions
{
    private const int YearLength = 4;

    private static readonly char[] DateSeparators = ['-', '/', '.'];

    /// <param name="text">The malformed id.</param>
    public static string? ForId(string? text) =>
        Words(text) is { } words && string.Join("-", words).ToLowerInvariant() is var id && DeclarationId.IsValid(id, out _) ? id : null;

    /// <summary>A name of a setting in PascalCase: <c>WebPort</c> for <c>web-port</c>, or null.</summary>
    /// <param name="text">The malformed name.</param>
    public static string? ForSetting(string text)
    {
        if (Words(text) is not { } words) return null;
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
        return SettingName.IsValid(name, out _) ? name : null;
    }

    /// <summary>
    /// The host of a URL, without surrounding white space and final dot, or null. A port is not removed, because it may be meant.
    /// </summary>
    /// <param name="text">The malformed name.</param>
    public static string? ForHost(string text)
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

    /// <summary>A date such as <c>2027-01-31</c>; null when the text is not a date or is ambiguous.</summary>
    /// <param name="text">The malformed date.</param>
    public static string? ForDate(string text)
    {
        var parts = text.Trim().Split(DateSeparators);
        if (parts.Length != 3) return null;
        // With dots, the day comes first everywhere. With slashes, some countries write the month first, so that 1/2/2027 is ambiguous.
        if (parts[0].Length != YearLength && text.IndexOf('.') >= 0) Array.Reverse(parts);
        var date = $"{parts[0]}-{parts[1].PadLeft(2, '0')}-{parts[2].PadLeft(2, '0')}";
        return CalendarDate.TryParse(date, out _, out _) ? date : null;
    }

    /// <summary>
    /// Splits a name at capitals, hyphens, underscores, dots and spaces; null when it contains any other character than these, letters and
    /// digits.
    /// </summary>
    private static List<string>? Words(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < (text?.Length ?? 0); i++)
        {
            var character = text![i];
            if (character is '-' or '_' or '.' or ' ')
            {
                EndWord();
                continue;
            }

            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))) return null;
            if (word.Length > 0 && IsCapital(character))
            {
                // In a run of capitals, the last one begins a word if a small letter follows: SIPTrunk is SIP and Trunk.
                var isNextSmall = i + 1 < text.Length && text[i + 1] is >= 'a' and <= 'z';
                if (!IsCapital(word[word.Length - 1]) || isNextSmall) EndWord();
            }

            word.Append(character);
        }

        EndWord();
        return words.Count == 0 ? null : words;

        void EndWord()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }

    private static bool IsCapital(char character) => character is >= 'A' and <= 'Z';
}
