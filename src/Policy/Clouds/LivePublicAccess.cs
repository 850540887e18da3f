using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>The settings of VPC Block Public Access of a region and account.</summary>
/// <param name="Block">What the region blocks.</param>
internal sealed record LivePublicAccess(PublicAccessBlock Block)
{
    /// <summary>What is blocked for VPCs and subnets that are excluded, by their regions and ids.</summary>
    public ImmutableSortedDictionary<string, PublicAccessBlock> Exclusions { get; init; } =
        ImmutableSortedDictionary.Create<string, PublicAccessBlock>(StringComparer.Ordinal);

    /// <summary>The region, or null where it is the one of everything that was read with it.</summary>
    public string? Region { get; init; }

    /// <summary>The account, or null where it is the one of everything that was read with it.</summary>
    public string? Account { get; init; }

    /// <summary>The key of an exclusion.</summary>
    public static string KeyOf(string region, string id) => $"{region} {id}";

    /// <summary>Whether these are the settings of a region and account, each null where it is not known.</summary>
    public bool AreOf(string? region, string? account) =>
        (Region is null || region is null || Region == region) && (Account is null || account is null || Account == account);

    /// <summary>
    /// What is blocked for a subnet: an exclusion of the subnet counts before one of its VPC, and none blocks what the region does not.
    /// </summary>
    public PublicAccessBlock For(string subnetId, string? networkId) =>
        Block == PublicAccessBlock.Off ? Block
        : FindExclusion(subnetId) ?? (networkId is null ? null : FindExclusion(networkId)) ?? Block;

    private PublicAccessBlock? FindExclusion(string id)
    {
        foreach (var exclusion in Exclusions)
        {
            if (Region is null ? exclusion.Key.EndsWith($" {id}", StringComparison.Ordinal) : exclusion.Key == KeyOf(Region, id))
                return exclusion.Value;
        }

        return null;
    }
}
