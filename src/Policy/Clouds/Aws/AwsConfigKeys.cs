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

    /// <summary>The number of groups, counted from the first, that were attached by hand; 1 when it is left out.</summary>
    public const string AttachedGroups = "attachedGroups";

    /// <summary>Whether rules move into as few groups as they fit into, over two updates.</summary>
    public const string Consolidate = "consolidate";

    /// <summary>All of them as new files and editors describe them, in the order of a new file.</summary>
    internal static readonly ImmutableArray<KeyDescription> Described =
    [
        new(VpcId, "The VPC of the groups. Left out, it is the account's default VPC.", KeyForm.Text, "vpc-0123456789abcdef0"),
        new(Region, "The region of the groups. Left out, it is that of Pulumi's provider (aws:region).", KeyForm.Text, "eu-central-1"),
        new(
            NetworkInterfaceIds, "The network interfaces that every group is put onto, each under a name that stays.", KeyForm.Ids,
            "{ pbx: eni-0123456789abcdef0 }"),
        new(AdoptGroupId, "An existing security group to take over without replacing it.", KeyForm.Text, "sg-0123456789abcdef0"),
        new(
            ExclusiveRules, "Whether rules that were made by hand beside the plan's are removed. Left out, they are.", KeyForm.Flag,
            "false"),
        new(
            PrefixListsFrom, "From how many prefixes on a peer group becomes a managed prefix list. Left out, none does.", KeyForm.Number,
            "20"),
        new(RulesPerGroup, "The account's quota of rules per group. Left out, it is 60.", KeyForm.Number, "60")
        {
            Most = AwsPlanner.RulesPerInterface,
        },
        new(
            MinimumGroups, "The fewest groups to have, so that an empty one can be attached before rules need it.", KeyForm.Number, "2")
        {
            Most = AwsPlanner.DefaultGroupsPerInterface,
        },
        new(
            AttachedGroups,
            "The number of groups, counted from the first, that were attached to the interface by hand.",
            KeyForm.Number,
            "2")
        {
            Most = AwsPlanner.DefaultGroupsPerInterface,
        },
        new(Consolidate, "Whether rules move into as few groups as they fit into, over two updates.", KeyForm.Flag, "true"),
    ];

    /// <summary>All of them, in ordinal order.</summary>
    internal static readonly ImmutableArray<string> All =
        [.. Described.Select(known => known.Key).OrderBy(key => key, StringComparer.Ordinal)];
}
