using System.Collections.Immutable;
using System.Globalization;

namespace Starface.Drift.Reports;

/// <summary>The report as workflow commands of GitHub Actions, which shows ten errors, ten warnings and ten notices of a step.</summary>
internal static class GitHubReport
{
    private const int Most = 10;

    /// <summary>Writes a report.</summary>
    /// <param name="sums">The whole in a sentence, without its full stop.</param>
    /// <param name="items">The items.</param>
    /// <param name="rest">Where those are that exceed what is shown, as a clause.</param>
    /// <param name="output">Where to.</param>
    public static void Write(string sums, ImmutableArray<ReportItem> items, string rest, TextWriter output)
    {
        output.WriteLine($"{sums}.");
        foreach (var (severity, command) in new[] { (ItemSeverity.Error, "error"), (ItemSeverity.Warning, "warning"), (ItemSeverity.Note, "notice") })
        {
            var own = items.Where(item => item.Severity == severity).ToList();
            var shown = own.Count > Most ? Most - 1 : own.Count;
            foreach (var item in own.Take(shown))
            {
                var place = item.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"file={Property(at.File)},line={at.Line}{(at.Column is { } column ? $",col={column}" : "")},") : "";
                output.WriteLine($"::{command} {place}title={Property($"{item.Title}{(item.Instance is null ? "" : $" - {item.Instance}")}")}::{Data(item.Message)}");
            }

            if (own.Count > shown)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"::{command} title=More::{own.Count - shown} more {rest}."));
        }
    }

    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
