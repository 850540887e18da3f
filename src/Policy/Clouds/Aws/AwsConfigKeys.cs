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

    /// <summary>All of them, in ordinal order.</summary>
    internal static readonly ImmutableArray<string> All = [AdoptGroupId, ExclusiveRules, PrefixListsFrom, Region, VpcId];
}
