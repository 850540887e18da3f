using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>Markdown as build services and code platforms show it: a string is plain text, also in a cell of a table.</summary>
internal sealed partial class Markdown : IMedium
{
    private const char Separator = '\u200b';

    /// <inheritdoc/>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in Separated(text))
        {
            if (c is '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '#' or '~' or '$') escaped.Append('\\').Append(c);
            else if (c is '<') escaped.Append("&lt;");
            else if (c is '>') escaped.Append("&gt;");
            else if (c is '&') escaped.Append("&amp;");
            else if (c is Separator) escaped.Append("&#8203;");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A text as code.</summary>
    public static MediumText<Markdown> Code(string text) => MediumText<Markdown>.FromEscaped(
        text.Length == 0 || text.AsSpan().ContainsAny('`', '|') ? Escape(text) : $"`{SafeText.From(text)}`");

    /// <summary>
    /// A text within an element of HTML, such as the line that unfolds something: there the signs of Markdown mean nothing.
    /// </summary>
    public static MediumText<Markdown> Html(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in Separated(text))
        {
            if (c is '<' or '>' or '&' or '"' or '\'' or Separator) escaped.Append(CultureInfo.InvariantCulture, $"&#{(int)c};");
            else escaped.Append(c);
        }

        return MediumText<Markdown>.FromEscaped(escaped.ToString());
    }

    /// <summary>A comment, which readers do not see.</summary>
    public static MediumText<Markdown> Comment(string text) => MediumText<Markdown>.FromEscaped(
        $"<!-- {SafeText.From(text).Replace("--", "- -", StringComparison.Ordinal).Replace('>', ' ')} -->");

    /// <summary>
    /// A text with an invisible sign wherever a platform would find a link, a person, an issue, a commit or a picture in it. An entity
    /// would not do: platforms look for those in the page, and not in its source.
    /// </summary>
    private static string Separated(string text) => Reference().Replace(SafeText.From(text), "$0" + Separator);

    // People; numbers and names of issues, merge requests, epics, milestones, labels, snippets, alerts and what GitLab has in brackets;
    // addresses; the keys of issues, such as GH-1; ids of commits; emojis, such as the one in "starface:cloud:". Of the groups of an IPv6
    // address few are emojis, so that others can be copied.
    [GeneratedRegex(
        """
        @
        | [#!%$&~^](?=[\p{L}\p{Nd}"*]) | \[(?=\w+:)
        | :(?=//) | (?<=\b(?:mailto|xmpp)): | (?<=\bwww)\.
        | (?<=\b(?:[A-Z][A-Z0-9_]{0,20}|[Gg][HhLl]))-(?=[0-9])
        | (?<=(?<![\w-])(?:[0-9A-Fa-f]{6}){1,6})(?=[0-9A-Fa-f]{1,34}(?!\w))
        | (?<=:(?:100|1234|abc?d?|[ab]|be[de]|[cd][de]|[0-9A-Fa-f]{0,40}[g-zG-Z_+-][\w+-]{0,40}))(?=:)
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Reference();
}
