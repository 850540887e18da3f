using Starface.Drift.Output;
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
    public void Write(Report report, OutputGate output)
    {
        foreach (var item in report.Items) Write(item, output);
        if (report.SummaryFile is { } file) output.WriteLine<AzureDevOps>($"##vso[task.uploadsummary]{AzureDevOps.Message(file)}");
        foreach (var (name, value) in report.Variables)
            output.WriteLine<AzureDevOps>($"##vso[task.setvariable variable={name};isoutput=true]{AzureDevOps.Message(value)}");
        output.WriteLine<AzureDevOps>($"##vso[task.complete result={report.Outcome.ToString()};]{AzureDevOps.Message(report.Sums)}");
    }

    private static void Write(ReportItem item, OutputGate output)
    {
        if (item.Severity == Severity.Info)
        {
            // There is no command for a note, which becomes a line of the log.
            output.WriteLine($"{item.Rule}: {item.Message}");
            return;
        }

        var type = item.Severity == Severity.Error ? "error" : "warning";
        output.WriteLine<AzureDevOps>(
            $"##vso[task.logissue type={type};{Place(item.Place)}code={item.Rule};]{AzureDevOps.Message(item.Message)}");
    }

    private static MediumText<AzureDevOps> Place(SourcePlace? place) => place switch
    {
        null => $"",
        { Column: { } column } => $"sourcepath={place.File};linenumber={place.Line};columnnumber={column};",
        _ => $"sourcepath={place.File};linenumber={place.Line};",
    };
}
