using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The report as workflow commands of GitHub Actions, which shows ten errors and ten warnings of a step.</summary>
internal static class GitHubReport
{
    private const int Most = 10;

    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, ImmutableArray<DriftItem> items, TextWriter output)
    {
        output.WriteLine($"{DriftText.Sums(report)}.");
        foreach (var severity in new[] { DriftSeverity.Error, DriftSeverity.Warning })
        {
            var command = severity == DriftSeverity.Error ? "error" : "warning";
            var own = items.Where(item => item.Severity == severity).ToList();
            var shown = own.Count > Most ? Most - 1 : own.Count;
            foreach (var item in own.Take(shown))
            {
                var place = item.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"file={Property(at.File)},line={at.Line},") : "";
                output.WriteLine($"::{command} {place}title={Property($"{item.Title}{(item.Instance is null ? "" : $" - {item.Instance}")}")}::{Data(item.Message)}");
            }

            if (own.Count > shown)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"::{command} title=More::{own.Count - shown} more are in the job's summary."));
        }
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
