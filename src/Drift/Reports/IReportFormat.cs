using Starface.Drift.Output;

namespace Starface.Drift.Reports;

/// <summary>A form in which commands write their reports.</summary>
internal interface IReportFormat
{
    /// <summary>The name that selects it on the command line.</summary>
    string Name { get; }

    /// <summary>Who reads it.</summary>
    ReportReader Reader { get; }

    /// <summary>The variable that names the file for a Markdown summary where this format is the usual one, or null.</summary>
    string? SummaryVariable => null;

    /// <summary>Writes a report.</summary>
    void Write(Report report, OutputGate output);
}
