namespace Starface.Drift.Reports;

/// <summary>How grave an item of a report is.</summary>
internal enum ItemSeverity
{
    /// <summary>A note.</summary>
    Note,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>An error.</summary>
    Error,
}
