namespace Starface.Pages.Rendering;

/// <summary>Plain tables.</summary>
internal static class TableHtml
{
    /// <summary>A table of rows, which begin with a heading each.</summary>
    /// <param name="heads">The headings of the columns.</param>
    /// <param name="rows">The rows.</param>
    public static Markup Write(IEnumerable<string> heads, IEnumerable<Markup> rows)
    {
        var columns = heads.Select(head => (Markup)$"""<th scope="col">{head}</th>""");
        return $"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>";
    }
}
