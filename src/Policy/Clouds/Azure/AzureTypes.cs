namespace Starface.Policy.Clouds.Azure;

/// <summary>The type tokens of Pulumi's Azure (classic) provider that plans use.</summary>
internal static class AzureTypes
{
    /// <summary>A network security group with its rules inline.</summary>
    public const string NetworkSecurityGroup = "azure:network/networkSecurityGroup:NetworkSecurityGroup";

    /// <summary>A subnet's group.</summary>
    public const string SubnetAssociation = "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation";

    /// <summary>A network interface's group.</summary>
    public const string InterfaceAssociation =
        "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation";
}
