namespace Starface.Probes.Planning;

/// <summary>Where the doctor runs.</summary>
internal enum ProbeViewpoint
{
    /// <summary>On the PBX, or beside it behind the same rules: what it connects to is tried.</summary>
    Pbx,

    /// <summary>In the phones' network.</summary>
    Phones,

    /// <summary>On a second machine, from which the PBX is tried.</summary>
    Outside,
}
