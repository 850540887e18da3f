using System.Globalization;
using Starface.Policy;

namespace Starface.Drift.Reports;

/// <summary>Logging commands of Azure DevOps.</summary>
internal sealed class AzureDevOpsFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "azure-devops";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Log;

    /// <inheritdoc/>
    public void Write(Report report, TextWriter output)
    {
        foreach (var item in report.Items) Write(item, output);
        if (report.SummaryFile is { } file) output.WriteLine($"##vso[task.uploadsummary]{Data(file)}");
        foreach (var (name, value) in report.Variables)
            output.WriteLine($"##vso[task.setvariable variable={name};isoutput=true]{Data(value)}");
        output.WriteLine($"##vso[task.complete result={report.Outcome};]{Data(report.Sums)}");
    }

    private static void Write(ReportItem item, TextWriter output)
    {
        if (item.Severity == Severity.Info)
        {
            // There is no command for a note, which becomes a line of the log.
            output.WriteLine($"{item.Rule}: {item.Message}");
            return;
        }

        var type = item.Severity == Severity.Error ? "error" : "warning";
        output.WriteLine($"##vso[task.logissue type={type};{Place(item.Place)}code={Property(item.Rule)};]{Data(item.Message)}");
    }

    private static string Place(SourcePlace? place)
    {
        if (place is null) return "";
        var line = string.Create(CultureInfo.InvariantCulture, $"sourcepath={Property(place.File)};linenumber={place.Line};");
        return place.Column is { } column ? string.Create(CultureInfo.InvariantCulture, $"{line}columnnumber={column};") : line;
    }

    private static string Data(string text) => text
        .Replace("%", "%AZP25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);
}
