using System.Text;

namespace Starface.Policy.Planning;

/// <summary>Brings texts into the characters and lengths that clouds take, so that German sources reach a rule's description readable.</summary>
internal static class CloudText
{
    /// <summary>
    /// What AWS takes in descriptions of rules whatever their peer (the API's set without the ampersand, which rules on
    /// prefix lists and groups refuse) and Azure takes too.
    /// </summary>
    private const string DescriptionPunctuation = " ._-:/()#,@[]+=;{}!$*";

    /// <summary>Stands before the description of rules that must never be cut, so that a saved state tells as well as the policy.</summary>
    public const string NeverCutMark = "[never cut] ";

    /// <summary>What every AWS service takes in tags.</summary>
    private const string TagPunctuation = " +-=._:/@";

    /// <summary>The services and rows of a rule, for its description: whole words only, with "..." where something was left out.</summary>
    public static string Description(IReadOnlyCollection<Origin> origins, int maximumLength)
    {
        var rows = origins
            .GroupBy(origin => origin.Service, StringComparer.Ordinal)
            .Select(service => new { Id = service.Key, Rows = service.Select(origin => Restrict(origin.Source, DescriptionPunctuation)).Where(row => row.Length > 0).Distinct(StringComparer.Ordinal) })
            .Select(service => service.Rows.Any() ? $"{service.Id}: {string.Join(", ", service.Rows)}" : service.Id);
        var mark = origins.Any(origin => origin.NeverCut) ? NeverCutMark : "";
        return Fit(mark + string.Join("; ", rows), maximumLength);
    }

    /// <summary>Whether a letter or digit of a text reaches a description.</summary>
    public static bool Carries(string text) => Restrict(text, "").Any(c => c != ' ');

    /// <summary>A text as the value of a tag, 256 characters at most.</summary>
    public static string Tag(string text) => Fit(Restrict(text, TagPunctuation), 256);

    /// <summary>Cuts a text at the last space that leaves room for "...".</summary>
    public static string Fit(string text, int maximumLength)
    {
        if (text.Length <= maximumLength) return text;
        const string Ellipsis = "...";
        var room = maximumLength - Ellipsis.Length;
        var end = text[room] == ' ' ? room : text.LastIndexOf(' ', room - 1);
        return text.Substring(0, Math.Max(end, 0)).TrimEnd(' ', ',', ';', ':') + Ellipsis;
    }

    private static string Restrict(string text, string punctuation)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in Transliteration.ToAscii(text))
        {
            var taken = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || punctuation.IndexOf(c) >= 0;
            var written = taken ? c : ' ';
            if (written != ' ' || (result.Length > 0 && result[result.Length - 1] != ' ')) result.Append(written);
        }

        return result.ToString().TrimEnd();
    }
}
