using Starface.Drift.Reports;
using Starface.Pages.Words;

namespace Starface.Pages.Rendering;

/// <summary>Findings, with their place.</summary>
internal static class FindingHtml
{
    /// <summary>A table of findings.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="withStack">Whether their stacks are told.</param>
    /// <param name="words">The words.</param>
    public static Markup Table(IEnumerable<ReportItem> findings, bool withStack, PageWords words) =>
        TableHtml.Write(
            [words.Severity, words.Message, .. withStack ? [words.Stack] : Array.Empty<string>(), words.Place],
            findings.Select(finding => (Markup)$"""
            <tr><th scope="row">{SeverityHtml.Of(finding.Severity, words)} {finding.Rule}</th><td>{EnglishHtml.Write(finding.Message, words)}</td>
            {(withStack ? (Markup)$"<td>{finding.Instance}</td>" : null)}<td><code>{finding.Place?.Describe()}</code></td></tr>
            """));
}
