namespace Starface.Drift.Reports;

/// <summary>Severity of an item of a report.</summary>
internal enum ItemSeverity
{
    /// <summary>A note.</summary>
    Note,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}
