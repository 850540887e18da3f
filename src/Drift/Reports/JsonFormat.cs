using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>The command's own JSON.</summary>
internal sealed class JsonFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Program;

    /// <inheritdoc/>
    public void Write(Report report, OutputGate output) => report.WriteJson(output);
}
