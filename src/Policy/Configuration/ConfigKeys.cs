using System.Collections.Immutable;

namespace Starface.Policy.Configuration;

/// <summary>The keys of a stack's configuration. In Pulumi's file each stands behind the project's namespace: <c>starface:policy</c>.</summary>
public static class ConfigKeys
{
    /// <summary>The namespace of the keys: the name of the Pulumi project.</summary>
    public const string Namespace = "starface";

    /// <summary>The instance's name; the stack's when it is left out.</summary>
    public const string Name = "name";

    /// <summary>The cloud: <c>aws</c> or <c>azure</c>.</summary>
    public const string Cloud = "cloud";

    /// <summary>The policy's id.</summary>
    public const string Policy = "policy";

    /// <summary>The prefixes of each peer group.</summary>
    public const string Peers = "peers";

    /// <summary>Named lists of prefixes that <see cref="Peers"/> may refer to; only at the top of the file.</summary>
    public const string PeerSets = "peerSets";

    /// <summary>Moved ports by setting name.</summary>
    public const string Settings = "settings";

    /// <summary>The PBX version.</summary>
    public const string PbxVersion = "pbxVersion";

    /// <summary>Pinned addresses by host name.</summary>
    public const string Hosts = "hosts";

    /// <summary>The ids of services whose flows must never be cut.</summary>
    public const string NeverCut = "neverCut";

    /// <summary>The ids of services whose flows the next update may cut although they must never be; only at the top of the file.</summary>
    public const string AllowCut = "allowCut";

    /// <summary>Tags for the groups.</summary>
    public const string Tags = "tags";

    /// <summary>AWS: the id of the VPC.</summary>
    public const string VpcId = "vpcId";

    /// <summary>AWS: the region.</summary>
    public const string Region = "region";

    /// <summary>AWS: the id of a security group to take over without replacing it.</summary>
    public const string AdoptGroupId = "adoptGroupId";

    /// <summary>AWS: whether rules that are not the plan's are removed; true when it is left out.</summary>
    public const string ExclusiveRules = "exclusiveRules";

    /// <summary>AWS: from how many prefixes of a family on a peer group becomes a managed prefix list.</summary>
    public const string PrefixListsFrom = "prefixListsFrom";

    /// <summary>Azure: the resource group.</summary>
    public const string ResourceGroupName = "resourceGroupName";

    /// <summary>Azure: the location.</summary>
    public const string Location = "location";

    /// <summary>Azure: whether health probes of a load balancer are let in.</summary>
    public const string AllowLoadBalancerProbes = "allowLoadBalancerProbes";

    /// <summary>Azure: the ids of the subnets the group is associated with, each under a name of its own.</summary>
    public const string SubnetIds = "subnetIds";

    /// <summary>Azure: the ids of the network interfaces the group is associated with, each under a name of its own.</summary>
    public const string NetworkInterfaceIds = "networkInterfaceIds";

    /// <summary>Several instances; the other keys at the top are their defaults.</summary>
    public const string Instances = "instances";

    /// <summary>The keys that mean something on AWS alone.</summary>
    internal static readonly ImmutableArray<string> OfAws = [AdoptGroupId, ExclusiveRules, PrefixListsFrom, Region, VpcId];

    /// <summary>The keys that mean something on Azure alone.</summary>
    internal static readonly ImmutableArray<string> OfAzure = [AllowLoadBalancerProbes, Location, NetworkInterfaceIds, ResourceGroupName, SubnetIds];

    /// <summary>The keys an instance may have.</summary>
    internal static readonly ImmutableArray<string> OfInstance =
    [
        AdoptGroupId, AllowLoadBalancerProbes, Cloud, ExclusiveRules, Hosts, Location, Name, NetworkInterfaceIds, NeverCut, PbxVersion, Peers, Policy, PrefixListsFrom, Region,
        ResourceGroupName, Settings, SubnetIds, Tags, VpcId,
    ];

    /// <summary>The keys the top of a file may have.</summary>
    internal static readonly ImmutableArray<string> OfStack = [.. OfInstance, AllowCut, Instances, PeerSets];
}
