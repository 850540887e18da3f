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

    private static Markup? Place(ReportItem finding, PageWords words) =>
        finding.Place is { } place ? (Markup)$"<br/>{words.Place}: <code>{place.Describe()}</code>" : null;
}
