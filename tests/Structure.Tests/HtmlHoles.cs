using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Structure.Tests;

/// <summary>Where the holes of an interpolated string of HTML are.</summary>
internal static partial class HtmlHoles
{
    private const char Hole = '\uE000';

    /// <summary>The holes that are neither text nor the value of a quoted, harmless attribute.</summary>
    public static IEnumerable<string> FindUnsafe(InterpolatedStringExpressionSyntax text)
    {
        var html = string.Concat(text.Contents.Select(part =>
            part is InterpolatedStringTextSyntax literal ? literal.TextToken.ValueText : Hole.ToString()));
        var holes = text.Contents.OfType<InterpolationSyntax>().Select(hole => hole.Expression.ToString()).ToList();
        var number = 0;
        for (var at = html.IndexOf(Hole); at >= 0; at = html.IndexOf(Hole, at + 1), number++)
        {
            if (!IsSafe(html[..at], holes[number])) yield return $"{{{holes[number]}}} behind '{html[Math.Max(0, at - 40)..at]}'";
        }
    }

    private static bool IsSafe(string before, string expression)
    {
        var raw = Raw().Matches(before).LastOrDefault();
        if (raw is not null && !before[raw.Index..].Contains($"</{raw.Groups[1].Value}", StringComparison.Ordinal))
            return expression is "Style" or "Script";
        var tag = before[(before.LastIndexOf('>') + 1)..];
        var open = tag.LastIndexOf('<');
        if (open < 0) return true;

        // Only names with double-quoted values, the last of which has the hole.
        return Attributes().Match(tag[open..]) is { Success: true } match
            && match.Groups["last"].Value is var name
            && name is not ("style" or "src" or "srcset" or "srcdoc" or "action" or "formaction" or "data" or "http-equiv")
            && !name.StartsWith("on", StringComparison.Ordinal)
            && (name != "href" || match.Groups["value"].Value.StartsWith('#'));
    }

    [GeneratedRegex("<(style|script)>")]
    private static partial Regex Raw();

    [GeneratedRegex("^<[a-zA-Z0-9]+(\\s+[a-zA-Z-]+=\"[^\"]*\")*\\s+(?<last>[a-zA-Z-]+)=\"(?<value>[^\"]*)$")]
    private static partial Regex Attributes();
}
