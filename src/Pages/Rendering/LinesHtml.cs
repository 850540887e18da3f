namespace Starface.Pages.Rendering;

/// <summary>
/// Lines of text, where every instance has some: as tables they would be most of the elements that a browser makes of the page of a fleet.
/// </summary>
internal static class LinesHtml
{
    /// <summary>A line for each.</summary>
    /// <param name="lines">The lines.</param>
    public static Markup Write(IEnumerable<Markup> lines) => $"<pre>{lines.Select(line => (Markup)$"{line}\n")}</pre>";
}
