using System.Globalization;
using System.Text;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Markdown as build services and GitHub show it: a string is plain text, also in a cell of a table.</summary>
internal sealed class Markdown : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var safe = SafeText.From(text);
        for (var i = 0; i < safe.Length; i++)
        {
            var c = safe[i];
            if (c is '#' && IsOfNumber(safe, i)) escaped.Append("\\#&#8203;");
            else if (c is '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' or '$') escaped.Append('\\').Append(c);
            else if (c is '<') escaped.Append("&lt;");
            else if (c is '>') escaped.Append("&gt;");
            else if (c is '&') escaped.Append("&amp;");
            // An entity would still call the person of that name: what is read is the page, and not its source.
            else if (c is '@') escaped.Append("@&#8203;");
            // What looks like the number of an issue becomes a link to it, and a note there.
            else if (IsOfNumber(safe, i)) escaped.Append(c).Append("&#8203;");
            // A plain address becomes a link as well, and a stranger's link must not be followed.
            else if (IsOfLink(safe, i)) escaped.Append(c == ':' ? "&#58;" : "&#46;");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A text as code.</summary>
    public static MediumText<Markdown> Code(string text) => MediumText<Markdown>.FromEscaped(
        text.AsSpan().ContainsAny('`', '|') ? Escape(text) : $"`{SafeText.From(text)}`");

    /// <summary>
    /// A text within an element of HTML, such as the line that unfolds something: there the signs of Markdown mean nothing.
    /// </summary>
    public static MediumText<Markdown> Html(string text)
    {
        var escaped = new StringBuilder(text.Length);
        var safe = SafeText.From(text);
        for (var i = 0; i < safe.Length; i++)
        {
            var c = safe[i];
            if (IsOfNumber(safe, i)) escaped.Append(c).Append("&#8203;");
            else if (c is '<' or '>' or '&' or '"' or '\'') escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else if (c is '@') escaped.Append("@&#8203;");
            else escaped.Append(c);
        }

        return MediumText<Markdown>.FromEscaped(escaped.ToString());
    }

    /// <summary>A comment, which readers do not see.</summary>
    public static MediumText<Markdown> Comment(string text) => MediumText<Markdown>.FromEscaped(
        $"<!-- {SafeText.From(text).Replace("--", "- -", StringComparison.Ordinal).Replace('>', ' ')} -->");

    private static bool IsOfNumber(string text, int i) =>
        text[i] is '#' or '!' or '%' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]);

    private static bool IsOfLink(string text, int i) => text[i] switch
    {
        ':' => string.CompareOrdinal(text, i, "://", 0, 3) == 0 || EndsWith(text, i, "mailto") || EndsWith(text, i, "xmpp"),
        '.' => EndsWith(text, i, "www"),
        _ => false,
    };

    private static bool EndsWith(string text, int end, string word) =>
        end >= word.Length && string.Compare(text, end - word.Length, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;
}
