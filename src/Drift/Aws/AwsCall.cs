using System.Collections.Frozen;
using System.Collections.Immutable;
using Starface.Policy.Clouds;

namespace Starface.Drift.Aws;

/// <summary>A call of EC2. This program reads its answers itself.</summary>
/// <param name="Name">The name of the call.</param>
/// <param name="XmlList">The element of the answer with the items.</param>
/// <param name="List">What the command line calls that element.</param>
/// <param name="Item">The shape of an item.</param>
/// <param name="PageSize">The most items that are asked for at once, or null where the call has no pages.</param>
internal sealed record AwsCall(string Name, string XmlList, string List, AwsShape Item, int? PageSize)
{
    /// <summary>Of 5 to 1,000 that EC2 gives: until a page is read, all of it is held.</summary>
    private const int Items = 500;

    /// <summary>The call for groups, with everything that their rules permit.</summary>
    public static AwsCall SecurityGroups { get; } =
        new("DescribeSecurityGroups", "securityGroupInfo", "SecurityGroups", AwsShape.SecurityGroup, 200);

    /// <summary>The call for the rules of groups.</summary>
    public static AwsCall SecurityGroupRules { get; } =
        new("DescribeSecurityGroupRules", "securityGroupRuleSet", "SecurityGroupRules", AwsShape.SecurityGroupRule, 1000);

    /// <summary>The call for the entries of a prefix list.</summary>
    public static AwsCall PrefixListEntries { get; } =
        new("GetManagedPrefixListEntries", "entrySet", "Entries", AwsShape.PrefixListEntry, 100);

    /// <summary>The calls for what lies around groups, each with the part it tells.</summary>
    public static ImmutableArray<(SurroundingPart Part, AwsCall Call)> OfSurroundings { get; } =
    [
        (SurroundingPart.Interfaces,
            new("DescribeNetworkInterfaces", "networkInterfaceSet", "NetworkInterfaces", AwsShape.NetworkInterface, Items)),
        (SurroundingPart.Subnets, new("DescribeSubnets", "subnetSet", "Subnets", AwsShape.Subnet, Items)),
        (SurroundingPart.NetworkAcls, new("DescribeNetworkAcls", "networkAclSet", "NetworkAcls", AwsShape.NetworkAcl, Items)),
        (SurroundingPart.PublicAccess,
            new(
                "DescribeVpcBlockPublicAccessOptions", "vpcBlockPublicAccessOptions", "VpcBlockPublicAccessOptions",
                AwsShape.PublicAccess, PageSize: null)),
        (SurroundingPart.PublicAccessExclusions,
            new(
                "DescribeVpcBlockPublicAccessExclusions", "vpcBlockPublicAccessExclusionSet", "VpcBlockPublicAccessExclusions",
                AwsShape.PublicAccessExclusion, Items)),
    ];

    private static readonly FrozenDictionary<string, AwsCall> All = OfSurroundings.Select(each => each.Call)
        .Concat([SecurityGroups, SecurityGroupRules, PrefixListEntries])
        .ToFrozenDictionary(call => call.Name, StringComparer.Ordinal);

    /// <summary>The call of a name, or null when this program does not make it.</summary>
    public static AwsCall? Find(string name) => All.GetValueOrDefault(name);

    /// <summary>The call for a part.</summary>
    public static AwsCall For(SurroundingPart part) => OfSurroundings.First(each => each.Part == part).Call;
}
