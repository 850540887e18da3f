using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Comparison;

namespace Starface.Drift.Reports;

/// <summary>The report as logging commands of Azure DevOps.</summary>
internal static class AzureDevOpsReport
{
    /// <summary>Writes a report.</summary>
    public static void Write(DriftReport report, ImmutableArray<DriftItem> items, string? summaryFile, TextWriter output)
    {
        foreach (var item in items)
        {
            var place = item.Place is { } at ? string.Create(CultureInfo.InvariantCulture, $"sourcepath={Property(at.File)};linenumber={at.Line};") : "";
            output.WriteLine($"##vso[task.logissue type={(item.Severity == DriftSeverity.Error ? "error" : "warning")};{place}code={Property(item.Rule)};]{Data(item.Message)}");
        }

        if (summaryFile is not null) output.WriteLine($"##vso[task.uploadsummary]{Data(summaryFile)}");
        output.WriteLine($"##vso[task.setvariable variable=driftStatus;isoutput=true]{DriftText.Of(report.Status)}");
        output.WriteLine($"##vso[task.complete result={(report.Status == DriftStatus.InSync ? items.IsEmpty ? "Succeeded" : "SucceededWithIssues" : "Failed")};]{Data(DriftText.Sums(report))}");
    }

    private static string Data(string text) => text.Replace("%", "%AZP25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
