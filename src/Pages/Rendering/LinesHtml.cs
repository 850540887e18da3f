namespace Starface.Pages.Rendering;

/// <summary>
/// Lines of text instead of small tables, which would make up most of the elements on the page of a large fleet.
/// </summary>
internal static class LinesHtml
{
    /// <summary>Writes one line for each text.</summary>
    /// <param name="lines">The lines.</param>
    public static Markup Write(IEnumerable<Markup> lines) => $"<pre>{lines.Select(line => (Markup)$"{line}\n")}</pre>";
}
