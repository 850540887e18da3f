namespace Pulumi.Azure.Network;

/// <summary>What a NetworkInterfaceSecurityGroupAssociation is created from.</summary>
public sealed class NetworkInterfaceSecurityGroupAssociationArgs : ResourceArgs
{
    public static new NetworkInterfaceSecurityGroupAssociationArgs Empty => new();

    [Input("networkInterfaceId", required: true)]
    public Input<string> NetworkInterfaceId { get; set; } = null!;

    [Input("networkSecurityGroupId", required: true)]
    public Input<string> NetworkSecurityGroupId { get; set; } = null!;
}
