namespace Starface.Probes.Running;

/// <summary>How a run ended.</summary>
internal enum ProbeStatus
{
    /// <summary>Every row works.</summary>
    Works,

    /// <summary>Some rows do not work.</summary>
    DoesNotWork,

    /// <summary>No row is known not to work, and of some it could not be found out.</summary>
    Unknown,
}
