using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Probes.Planning;

/// <summary>What is known of an instance beside its policy, and what of it is to be tried.</summary>
internal sealed record ProbeChoice
{
    /// <summary>The services that are to be tried; empty for all.</summary>
    public ImmutableSortedSet<string> Services { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Servers in networks that the policy is open to.</summary>
    public ImmutableArray<Address> Servers { get; init; } = [];

    /// <summary>Whether this machine has a way to addresses of the Internet over IPv6.</summary>
    public Func<bool> HasIPv6 { get; init; } = static () => true;

    /// <summary>The addresses at which the cloud itself serves a port, for peers that are the cloud.</summary>
    public Func<Protocol, int, ImmutableArray<Address>> FindOwnServers { get; init; } = static (_, _) => [];
}
