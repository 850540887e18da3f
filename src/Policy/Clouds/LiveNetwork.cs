using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A virtual network as a cloud has it: a VPC on AWS, a virtual network on Azure.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Id">The cloud's id: <c>vpc-…</c>, or the ARM resource id.</param>
internal sealed record LiveNetwork(CloudTarget Cloud, string Id)
{
    /// <summary>The prefixes of its address space.</summary>
    public ImmutableArray<Prefix> Prefixes { get; init; } = [];

    /// <summary>The prefixes of the virtual networks peered with it, as far as the source tells them.</summary>
    public ImmutableArray<Prefix> PeerPrefixes { get; init; } = [];

    /// <summary>
    /// Azure: the security admin rules that apply to it, as a group of ordered rules; null where they were not read. A virtual network
    /// without any has a group without rules.
    /// </summary>
    public LiveGroup? AdminRules { get; init; }

    /// <summary>What could not be read or understood. An interface in the network is never in sync then.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
