using Starface.Drift.Reports;
using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>Findings, each with its place below it: a column of its own for paths is a letter wide on a narrow screen.</summary>
internal static class FindingHtml
{
    /// <summary>A table of findings.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="withStack">Whether their stacks are told.</param>
    /// <param name="words">The words.</param>
    public static Markup Table(IEnumerable<ReportItem> findings, bool withStack, PageWords words) =>
        TableHtml.Write(
            [words.Severity, .. withStack ? [words.Stack] : Array.Empty<string>(), words.Message],
            findings.Select(finding => (Markup)$"""
            <tr><th scope="row">{SeverityHtml.Of(finding.Severity, words)} {finding.Rule}</th>{(withStack ? (Markup)$"<td>{finding.Instance}</td>" : null)}<td>{EnglishHtml.Write(finding.Message, words)}{Place(finding, words)}</td></tr>
            """));

    /// <summary>A list of findings of one instance; a table of each would make up a fifth of the elements on the page of a fleet.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="words">The words.</param>
    public static Markup List(IEnumerable<ReportItem> findings, PageWords words)
    {
        var items = findings.Select(finding => (Markup)$"""
            <li>{SeverityHtml.Of(finding.Severity, words)} {finding.Rule}: {EnglishHtml.Write(finding.Message, words)}{(finding.Place is { } place ? (Markup)$" <small>{words.Place}: {place.Describe()}</small>" : null)}</li>
            """);
        return $"""<ul class="findings">{items}</ul>""";
    }

    private static Markup? Place(ReportItem finding, PageWords words) =>
        finding.Place is { } place ? (Markup)$"<br/>{words.Place}: <code>{place.Describe()}</code>" : null;
}
