using System.Collections.Immutable;

namespace Starface.Policy.Clouds.Azure;

/// <summary>The configuration keys of instances on Azure.</summary>
internal static class AzureConfigKeys
{
    /// <summary>The resource group.</summary>
    public const string ResourceGroupName = "resourceGroupName";

    /// <summary>The location.</summary>
    public const string Location = "location";

    /// <summary>Whether health probes of a load balancer are let in.</summary>
    public const string AllowLoadBalancerProbes = "allowLoadBalancerProbes";

    /// <summary>The ids of the subnets the group is associated with, each under a name of its own.</summary>
    public const string SubnetIds = "subnetIds";

    /// <summary>The ids of the network interfaces the group is associated with, each under a name of its own.</summary>
    public const string NetworkInterfaceIds = "networkInterfaceIds";

    /// <summary>All of them, in ordinal order.</summary>
    internal static readonly ImmutableArray<string> All =
    [
        AllowLoadBalancerProbes, Location, NetworkInterfaceIds, ResourceGroupName, SubnetIds,
    ];
}
