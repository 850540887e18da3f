using Starface.Policy.Flows;

namespace Starface.Probes.Running;

/// <summary>What lies between this machine and STUN servers (RFC 4787, RFC 5780).</summary>
/// <param name="Family">The family of the addresses.</param>
/// <param name="Mapping">How the address is mapped that servers see.</param>
/// <param name="Filtering">Which answers come back in.</param>
internal sealed record NatFinding(AddressFamily Family, NatBehaviour Mapping, NatBehaviour Filtering)
{
    /// <summary>Nothing is known.</summary>
    /// <param name="family">The family of the addresses.</param>
    /// <param name="why">Why.</param>
    public static NatFinding Unknown(AddressFamily family, string why) =>
        new(family, NatBehaviour.Unknown, NatBehaviour.Unknown) { WhyNoMapping = why, WhyNoFiltering = why };

    /// <summary>Why the mapping is not known, or null where it is.</summary>
    public string? WhyNoMapping { get; init; }

    /// <summary>Why the filtering is not known, or null where it is.</summary>
    public string? WhyNoFiltering { get; init; }

    /// <summary>The kind of NAT in words, and what it means for calls.</summary>
    public string Describe() => (Mapping, Filtering) switch
    {
        (NatBehaviour.None, NatBehaviour.EndpointIndependent) => "no NAT, and no filter that keeps strangers out",
        (NatBehaviour.None, _) => "no NAT",
        (NatBehaviour.EndpointIndependent, NatBehaviour.EndpointIndependent) => "NAT, full cone: everyone reaches the mapped address",
        (NatBehaviour.EndpointIndependent, NatBehaviour.AddressDependent) =>
            "NAT, restricted cone: the mapped address is the same for every peer, and those that were written to reach it",
        (NatBehaviour.EndpointIndependent, NatBehaviour.AddressAndPortDependent) =>
            "NAT, port-restricted cone: the mapped address is the same for every peer, and the ports that were written to reach it",
        (NatBehaviour.EndpointIndependent, _) => "NAT with the same mapped address for every peer",
        (NatBehaviour.AddressDependent or NatBehaviour.AddressAndPortDependent, _) =>
            "NAT, symmetric: each peer sees another mapped address, so that what STUN finds out is of no use to others, and calls have "
                + "sound in one direction or none",
        _ => "NAT of a kind that is not known",
    };
}
