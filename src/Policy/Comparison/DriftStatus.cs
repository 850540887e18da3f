namespace Starface.Policy.Comparison;

/// <summary>What is known about a cloud beside its plan. The order is that of a fleet's summary: the greater value wins.</summary>
internal enum DriftStatus
{
    /// <summary>The cloud permits exactly what the plan permits, and carries the plan's tags.</summary>
    InSync,

    /// <summary>The cloud permits something else, or its tags differ.</summary>
    Drift,

    /// <summary>It could not be found out.</summary>
    Unknown,
}
