using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The report as logging commands of Azure DevOps.</summary>
internal static class AzureDevOpsReport
{
    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, ImmutableArray<ReportItem> items, string? summaryFile, TextWriter output)
    {
        WriteIssues(items, output);
        if (summaryFile is not null) output.WriteLine($"##vso[task.uploadsummary]{Data(summaryFile)}");
        output.WriteLine($"##vso[task.setvariable variable=driftStatus;isoutput=true]{DriftText.Of(report.Status)}");
        WriteEnd(report.Status == DriftStatus.InSync ? items.IsEmpty ? "Succeeded" : "SucceededWithIssues" : "Failed", DriftText.Sums(report), output);
    }

    /// <summary>Writes the items. There is no command for a mere note, which becomes a line of the log.</summary>
    public static void WriteIssues(ImmutableArray<ReportItem> items, TextWriter output)
    {
        foreach (var item in items)
        {
            if (item.Severity == ItemSeverity.Note)
            {
                output.WriteLine($"{item.Rule}: {item.Message}");
                continue;
            }

            var place = item.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"sourcepath={Property(at.File)};linenumber={at.Line};{(at.Column is { } column ? $"columnnumber={column};" : "")}") : "";
            output.WriteLine($"##vso[task.logissue type={(item.Severity == ItemSeverity.Error ? "error" : "warning")};{place}code={Property(item.Rule)};]{Data(item.Message)}");
        }
    }

    /// <summary>Writes how the step ends.</summary>
    /// <param name="result"><c>Succeeded</c>, <c>SucceededWithIssues</c> or <c>Failed</c>.</param>
    /// <param name="sums">The whole in a sentence.</param>
    /// <param name="output">Where to.</param>
    public static void WriteEnd(string result, string sums, TextWriter output) => output.WriteLine($"##vso[task.complete result={result};]{Data(sums)}");

    private static string Data(string text) => text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
