namespace Starface.Probes.Running;

/// <summary>On what a NAT makes a mapping or a filter depend.</summary>
internal enum NatBehaviour
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>There is no translation.</summary>
    None,

    /// <summary>On nothing.</summary>
    EndpointIndependent,

    /// <summary>On the peer's address.</summary>
    AddressDependent,

    /// <summary>On the peer's address and port.</summary>
    AddressAndPortDependent,
}
