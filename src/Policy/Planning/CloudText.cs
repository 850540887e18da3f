using System.Text;

namespace Starface.Policy.Planning;

/// <summary>
/// Brings texts into the characters and lengths that clouds take, so that German sources reach a rule's description readable.
/// </summary>
internal static class CloudText
{
    /// <summary>
    /// What AWS accepts in descriptions of rules whatever their peer (the API's set without the ampersand, which rules on
    /// prefix lists and groups refuse) and Azure accepts too.
    /// </summary>
    private const string DescriptionPunctuation = " ._-:/()#,@[]+=;{}!$*";

    /// <summary>The beginning of the description of rules that must never be cut, so that a saved state shows them too.</summary>
    public const string NeverCutMark = "[never cut] ";

    /// <summary>The characters that every AWS service accepts in tags.</summary>
    private const string TagPunctuation = " +-=._:/@";

    /// <summary>
    /// The services and rows of a rule, for its description: whole words only, with "..." where something was left out. Those that must
    /// never be cut come first, so that a saved state names one of them.
    /// </summary>
    public static string Description(IReadOnlyCollection<Origin> origins, int maximumLength)
    {
        var text = new StringBuilder(origins.Any(origin => origin.NeverCut) ? NeverCutMark : "");
        var separator = "";
        foreach (var service in ServicesOf(origins))
        {
            text.Append(separator).Append(Restrict(service, DescriptionPunctuation));
            separator = "; ";
            var rows = new List<string>();
            foreach (var origin in origins)
            {
                var row = origin.Service == service ? Restrict(origin.Source, DescriptionPunctuation) : "";
                if (row.Length == 0 || rows.Contains(row)) continue;
                text.Append(rows.Count == 0 ? ": " : ", ").Append(row);
                rows.Add(row);
            }
        }

        return Fit(text.ToString(), maximumLength);
    }

    private static List<string> ServicesOf(IReadOnlyCollection<Origin> origins)
    {
        var services = new List<string>();
        Add(origin => origin.NeverCut);
        Add(_ => true);
        return services;

        void Add(Func<Origin, bool> isMeant)
        {
            foreach (var origin in origins)
            {
                if (isMeant(origin) && !services.Contains(origin.Service)) services.Add(origin.Service);
            }
        }
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
        if (IsWithin(text, punctuation)) return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in Transliteration.ToAscii(text))
        {
            var written = IsTaken(c, punctuation) ? c : ' ';
            if (written != ' ' || (result.Length > 0 && result[result.Length - 1] != ' ')) result.Append(written);
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>Whether a text is fit as it is, as most are: taken characters only, single spaces between words.</summary>
    private static bool IsWithin(string text, string punctuation)
    {
        var previous = ' ';
        foreach (var c in text)
        {
            if (!IsTaken(c, punctuation) || (c == ' ' && previous == ' ')) return false;
            previous = c;
        }

        return previous != ' ' || text.Length == 0;
    }

    private static bool IsTaken(char c, string punctuation) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || punctuation.IndexOf(c) >= 0;
}
