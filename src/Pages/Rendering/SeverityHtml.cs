using Starface.Pages.Words;
using Starface.Policy;

namespace Starface.Pages.Rendering;

/// <summary>Severities and outcomes in words, with a sign of their own each: colour never says anything alone.</summary>
internal static class SeverityHtml
{
    /// <summary>A severity.</summary>
    public static Markup Of(Severity severity, PageWords words) => severity switch
    {
        Severity.Error => Mark("bad", "✖", words.Error),
        Severity.Warning => Mark("warn", "▲", words.Warning),
        _ => Mark("note", "●", words.Info),
    };

    /// <summary>A sign and a word.</summary>
    /// <param name="kind">The class of the style: good, bad, warn or note.</param>
    /// <param name="sign">The sign.</param>
    /// <param name="text">The word.</param>
    public static Markup Mark(string kind, string sign, string text) =>
        $"""<span class="mark {kind}"><span aria-hidden="true">{sign}</span> {text}</span>""";
}
