using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Problems;

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
    public void Write(Report report, OutputGate output)
    {
        output.WriteLine($"{report.Sums}.");
        // What no entry of an ignore file accepts is shown first, since the others may fill what is shown.
        var items = report.Items
            .OrderByDescending(item => item.Rule is ProblemIds.GuardrailBroken or ProblemIds.GuardrailUndecided)
            .ToLookup(item => item.Severity);
        Write("error", [.. items[Severity.Error]], report.PlaceOfMore, output);
        Write("warning", [.. items[Severity.Warning]], report.PlaceOfMore, output);
        Write("notice", [.. items[Severity.Info]], report.PlaceOfMore, output);
    }

    private static void Write(string command, List<ReportItem> items, string placeOfMore, OutputGate output)
    {
        var shown = items.Count > Most ? Most - 1 : items.Count;
        foreach (var item in items.Take(shown))
        {
            var title = item.Instance is null ? item.Title : $"{item.Title} - {item.Instance}";
            output.WriteLine<GitHub>($"::{command} {Place(item.Place)}title={title}::{GitHub.Message(item.Message)}");
        }

        if (items.Count > shown)
            output.WriteLine<GitHub>($"::{command} title=More::{items.Count - shown} more {GitHub.Message(placeOfMore)}.");
    }

    private static MediumText<GitHub> Place(SourcePlace? place) => place switch
    {
        null => $"",
        { Column: { } column } => $"file={place.File},line={place.Line},col={column},",
        _ => $"file={place.File},line={place.Line},",
    };
}
