using Pulumi;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Configuration;

namespace Starface.Components;

/// <summary>
/// The inputs of <see cref="InstanceSecurityGroup"/>: the keys of a stack's configuration, under the same names. What determines the
/// rules is a plain value, so that a preview shows every rule; what only the engine knows may be an output.
/// </summary>
public sealed class InstanceSecurityGroupArgs : ResourceArgs
{
    /// <summary>The policy's id, such as <c>cloud-pbx</c>.</summary>
    [Input("policy", required: true)]
    public string Policy { get; set; } = null!;

    /// <summary>The remote networks of each peer group of the policy, by its id.</summary>
    [Input("peers", required: true)]
    public Dictionary<string, List<string>> Peers { get; set; } = null!;

    /// <summary>Moved ports by setting name: a port, or a range such as <c>10000-20000</c>.</summary>
    [Input("settings")]
    public Dictionary<string, string>? Settings { get; set; }

    /// <summary>Pinned addresses by host name.</summary>
    [Input("hosts")]
    public Dictionary<string, List<string>>? Hosts { get; set; }

    /// <summary>The PBX's release, such as <c>7.0.0.19</c>; the current one when omitted.</summary>
    [Input("pbxVersion")]
    public string? PbxVersion { get; set; }

    /// <summary>The ids of services whose flows a change must not cut.</summary>
    [Input("neverCut")]
    public List<string>? NeverCut { get; set; }

    /// <summary>Whether the groups cannot be deleted until this is taken back; the rules always can.</summary>
    [Input("protect")]
    public bool? Protect { get; set; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    [Input("tags")]
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>The id of the VPC; the default VPC when omitted. A change replaces the group.</summary>
    [Input("vpcId")]
    public Input<string>? VpcId { get; set; }

    /// <summary>The region; the provider's when omitted.</summary>
    [Input("region")]
    public string? Region { get; set; }

    /// <summary>The id of a security group that exists already and is adopted without being replaced.</summary>
    [Input("adoptGroupId")]
    public string? AdoptGroupId { get; set; }

    /// <summary>Whether rules that are not the policy's are removed at the next update; true when omitted.</summary>
    [Input("exclusiveRules")]
    public bool? ExclusiveRules { get; set; }

    /// <summary>Peer groups with at least this many prefixes of a family become managed prefix lists; none do when omitted.</summary>
    [Input("prefixListsFrom")]
    public int? PrefixListsFrom { get; set; }

    /// <summary>
    /// The ids of the network interfaces that every group is put onto, each under a name of its own that stays the same. The program that
    /// makes the machine must leave the groups of its interface alone.
    /// </summary>
    [Input("networkInterfaceIds")]
    public Dictionary<string, Input<string>>? NetworkInterfaceIds { get; set; }

    /// <summary>The account's quota of rules per group, direction and family; 60 when omitted.</summary>
    [Input("rulesPerGroup")]
    public int? RulesPerGroup { get; set; }

    /// <summary>
    /// The fewest groups to have, so that an empty one can be put onto the interface before rules need it; 1 when omitted.
    /// </summary>
    [Input("minimumGroups")]
    public int? MinimumGroups { get; set; }

    /// <summary>
    /// The number of groups, counted from the first, that were attached by hand to every interface of the instance; 1 when omitted. An
    /// update that would move a flow to another group is refused, unless networkInterfaceIds attaches the groups.
    /// </summary>
    [Input("attachedGroups")]
    public int? AttachedGroups { get; set; }

    /// <summary>Whether rules move into as few groups as they fit into, over two updates.</summary>
    [Input("consolidate")]
    public bool? Consolidate { get; set; }

    internal IEnumerable<ConfigEntry> ToEntries() => ArgumentEntry.Given(
        ArgumentEntry.From(ConfigKeys.Cloud, "aws"),
        ArgumentEntry.From(ConfigKeys.Policy, Policy),
        ArgumentEntry.From(ConfigKeys.Peers, Peers),
        ArgumentEntry.From(ConfigKeys.Settings, Settings),
        ArgumentEntry.From(ConfigKeys.Hosts, Hosts),
        ArgumentEntry.From(ConfigKeys.PbxVersion, PbxVersion),
        ArgumentEntry.From(ConfigKeys.NeverCut, NeverCut),
        ArgumentEntry.From(ConfigKeys.Protect, Protect),
        ArgumentEntry.From(ConfigKeys.Tags, Tags),
        ArgumentEntry.From(AwsConfigKeys.Region, Region),
        ArgumentEntry.From(AwsConfigKeys.AdoptGroupId, AdoptGroupId),
        ArgumentEntry.From(AwsConfigKeys.ExclusiveRules, ExclusiveRules),
        ArgumentEntry.From(AwsConfigKeys.PrefixListsFrom, PrefixListsFrom),
        ArgumentEntry.From(AwsConfigKeys.RulesPerGroup, RulesPerGroup),
        ArgumentEntry.From(AwsConfigKeys.MinimumGroups, MinimumGroups),
        ArgumentEntry.From(AwsConfigKeys.AttachedGroups, AttachedGroups),
        ArgumentEntry.From(AwsConfigKeys.Consolidate, Consolidate));
}
