namespace Starface.Drift.Azure;

/// <summary>The resources of Azure that are read.</summary>
internal enum AzureItemKind
{
    /// <summary>A network security group.</summary>
    Group,

    /// <summary>A network interface.</summary>
    Interface,

    /// <summary>A virtual network with its subnets.</summary>
    Network,

    /// <summary>A subnet.</summary>
    Subnet,
}
