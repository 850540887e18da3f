namespace Starface.Probes.Outside.Pairing;

/// <summary>Whether a listener could open a port.</summary>
internal enum OpenOutcome : byte
{
    /// <summary>It is open.</summary>
    Open = 0,

    /// <summary>Another program has it.</summary>
    InUse = 1,

    /// <summary>The system does not permit it: ports below 1024 need a capability.</summary>
    NotPermitted = 2,

    /// <summary>The system says something else.</summary>
    Failed = 3,
}
