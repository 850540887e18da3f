using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>The settings of VPC Block Public Access of a region and account.</summary>
/// <param name="Block">What the region blocks.</param>
internal sealed record LivePublicAccess(PublicAccessBlock Block)
{
    /// <summary>What is blocked for VPCs and subnets that are excluded, by their ids.</summary>
    public ImmutableSortedDictionary<string, PublicAccessBlock> Exclusions { get; init; } =
        ImmutableSortedDictionary.Create<string, PublicAccessBlock>(StringComparer.Ordinal);

    /// <summary>
    /// What is blocked for a subnet: an exclusion of the subnet counts before one of its VPC, and none blocks what the region does not.
    /// </summary>
    public PublicAccessBlock For(string subnetId, string? networkId) =>
        Block == PublicAccessBlock.Off ? Block
        : Exclusions.TryGetValue(subnetId, out var subnet) ? subnet
        : networkId is not null && Exclusions.TryGetValue(networkId, out var network) ? network
        : Block;
}
