using Pulumi;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Configuration;

namespace Starface.Components;

/// <summary>
/// The inputs of <see cref="InstanceNetworkSecurityGroup"/>: the keys of a stack's configuration, under the same names. What determines
/// the rules is a plain value, so that a preview shows every rule; what only the engine knows may be an output.
/// </summary>
public sealed class InstanceNetworkSecurityGroupArgs : ResourceArgs
{
    // The binder requires a resource group, but here its name may be an output, which replaces this placeholder.
    private const string GivenByTheProgram = "given-by-the-program";

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

    /// <summary>Whether the group cannot be deleted until this is taken back; the rules always can.</summary>
    [Input("protect")]
    public bool? Protect { get; set; }

    /// <summary>Tags for the group beside the planner's own.</summary>
    [Input("tags")]
    public Dictionary<string, string>? Tags { get; set; }

    /// <summary>The name of the resource group. A change replaces the group.</summary>
    [Input("resourceGroupName", required: true)]
    public Input<string> ResourceGroupName { get; set; } = null!;

    /// <summary>The location; the resource group's when omitted.</summary>
    [Input("location")]
    public Input<string>? Location { get; set; }

    /// <summary>Whether health probes of a load balancer are let in.</summary>
    [Input("allowLoadBalancerProbes")]
    public bool? AllowLoadBalancerProbes { get; set; }

    /// <summary>The subnets the group is associated with, each under a name of its own that stays the same.</summary>
    [Input("subnetIds")]
    public Dictionary<string, Input<string>>? SubnetIds { get; set; }

    /// <summary>The network interfaces the group is associated with, each under a name of its own that stays the same.</summary>
    [Input("networkInterfaceIds")]
    public Dictionary<string, Input<string>>? NetworkInterfaceIds { get; set; }

    internal IEnumerable<ConfigEntry> ToEntries() => ArgumentEntry.Given(
        ArgumentEntry.From(ConfigKeys.Cloud, "azure"),
        ArgumentEntry.From(AzureConfigKeys.ResourceGroupName, ResourceGroupName is null ? null : GivenByTheProgram),
        ArgumentEntry.From(ConfigKeys.Policy, Policy),
        ArgumentEntry.From(ConfigKeys.Peers, Peers),
        ArgumentEntry.From(ConfigKeys.Settings, Settings),
        ArgumentEntry.From(ConfigKeys.Hosts, Hosts),
        ArgumentEntry.From(ConfigKeys.PbxVersion, PbxVersion),
        ArgumentEntry.From(ConfigKeys.NeverCut, NeverCut),
        ArgumentEntry.From(ConfigKeys.Protect, Protect),
        ArgumentEntry.From(ConfigKeys.Tags, Tags),
        ArgumentEntry.From(AzureConfigKeys.AllowLoadBalancerProbes, AllowLoadBalancerProbes));
}
