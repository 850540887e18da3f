using System.Collections.Immutable;

namespace Starface.Policy.Clouds.Aws;

/// <summary>The configuration keys of instances on AWS.</summary>
internal static class AwsConfigKeys
{
    /// <summary>The id of the VPC.</summary>
    public const string VpcId = "vpcId";

    /// <summary>The region.</summary>
    public const string Region = "region";

    /// <summary>The id of a security group to take over without replacing it.</summary>
    public const string AdoptGroupId = "adoptGroupId";

    /// <summary>Whether rules that are not the plan's are removed; true when it is left out.</summary>
    public const string ExclusiveRules = "exclusiveRules";

    /// <summary>From how many prefixes of a family on a peer group becomes a managed prefix list.</summary>
    public const string PrefixListsFrom = "prefixListsFrom";

    /// <summary>The network interfaces that every group is put onto, by a name that stays.</summary>
    public const string NetworkInterfaceIds = "networkInterfaceIds";

    /// <summary>The account's quota of rules per group; 60 when it is left out.</summary>
    public const string RulesPerGroup = "rulesPerGroup";

    /// <summary>The fewest groups to have, so that an empty one can be attached before rules need it; 1 when it is left out.</summary>
    public const string MinimumGroups = "minimumGroups";

    /// <summary>Whether rules move into as few groups as they fit into, over two updates.</summary>
    public const string Consolidate = "consolidate";

    /// <summary>All of them, in ordinal order.</summary>
    internal static readonly ImmutableArray<string> All =
    [
        AdoptGroupId, Consolidate, ExclusiveRules, MinimumGroups, NetworkInterfaceIds, PrefixListsFrom, Region, RulesPerGroup, VpcId,
    ];
}
