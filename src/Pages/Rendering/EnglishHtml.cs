using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>Texts that are English in every language of the page, so that screen readers speak them so.</summary>
internal static class EnglishHtml
{
    /// <summary>A text that the tool or the shipped catalogue has in English only.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">The words of the page.</param>
    public static Markup Write(string text, PageWords words) =>
        words.Code == "en" || text.Length == 0 ? (Markup)$"{text}" : $"""<span lang="en">{text}</span>""";
}
