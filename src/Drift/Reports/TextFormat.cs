using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>The command's own text for people.</summary>
internal sealed class TextFormat : IReportFormat
{
    /// <inheritdoc/>
    public string Name => "table";

    /// <inheritdoc/>
    public ReportReader Reader => ReportReader.Person;

    /// <inheritdoc/>
    public void Write(Report report, OutputGate output) => report.WriteText(output);
}
