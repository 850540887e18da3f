using System.Globalization;
using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>Workflow commands of GitHub Actions, which shows ten errors, ten warnings and ten notices of a step.</summary>
internal sealed class GitHubFormat : IReportFormat
{
    private const int Most = 10;

    /// <inheritdoc/>
    public string Name => "github";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Log;

    /// <inheritdoc/>
    public string SummaryVariable => "GITHUB_STEP_SUMMARY";

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        output.WriteLine($"{report.Sums}.");
        var items = report.Items.ToLookup(item => item.Severity);
        Write("error", [.. items[Severity.Error]], report.PlaceOfMore, output);
        Write("warning", [.. items[Severity.Warning]], report.PlaceOfMore, output);
        Write("notice", [.. items[Severity.Info]], report.PlaceOfMore, output);
    }

    private static void Write(string command, List<ReportItem> items, string placeOfMore, TextWriter output)
    {
        var shown = items.Count > Most ? Most - 1 : items.Count;
        foreach (var item in items.Take(shown))
        {
            var title = item.Instance is null ? item.Title : $"{item.Title} - {item.Instance}";
            output.WriteLine($"::{command} {Place(item.Place)}title={Property(title)}::{Data(item.Message)}");
        }

        if (items.Count > shown)
            output.WriteLine(FormattableString.Invariant($"::{command} title=More::{items.Count - shown} more {placeOfMore}."));
    }

    private static string Place(SourcePlace? place)
    {
        if (place is null) return "";
        var line = string.Create(CultureInfo.InvariantCulture, $"file={Property(place.File)},line={place.Line},");
        return place.Column is { } column ? string.Create(CultureInfo.InvariantCulture, $"{line}col={column},") : line;
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
