namespace Starface.Drift.Reports;

/// <summary>How a command ends.</summary>
internal enum ReportOutcome
{
    /// <summary>Nothing is wrong.</summary>
    Succeeded,

    /// <summary>Something was found that does not fail the command.</summary>
    SucceededWithIssues,

    /// <summary>Something is wrong, or could not be found out.</summary>
    Failed,
}
