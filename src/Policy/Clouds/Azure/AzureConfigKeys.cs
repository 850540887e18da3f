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

    private const string ExampleGroup = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers";

    /// <summary>All of them as new files and editors describe them, in the order of a new file.</summary>
    internal static readonly ImmutableArray<KeyDescription> Described =
    [
        new(ResourceGroupName, "The resource group that the network security group is put into.", KeyForm.Text, "rg-telephony")
        {
            IsRequired = true,
        },
        new(Location, "The location. Left out, it is the resource group's.", KeyForm.Text, "germanywestcentral"),
        new(
            SubnetIds, "The subnets that the group is put onto, each under a name that stays.", KeyForm.Ids,
            $"{{ pbx: {ExampleGroup}/Microsoft.Network/virtualNetworks/vnet/subnets/pbx }}"),
        new(
            NetworkInterfaceIds, "The network interfaces that the group is put onto, each under a name that stays.", KeyForm.Ids,
            $"{{ pbx: {ExampleGroup}/Microsoft.Network/networkInterfaces/pbx }}"),
        new(AllowLoadBalancerProbes, "Whether health probes of a load balancer are let in. Left out, they are not.", KeyForm.Flag, "true"),
    ];

    /// <summary>All of them, in ordinal order.</summary>
    internal static readonly ImmutableArray<string> All =
        [.. Described.Select(known => known.Key).OrderBy(key => key, StringComparer.Ordinal)];
}
