namespace Pulumi.Azure.Network;

/// <summary>What narrows the look-up of an existing NetworkInterfaceSecurityGroupAssociation.</summary>
public sealed class NetworkInterfaceSecurityGroupAssociationState : ResourceArgs
{
    public static new NetworkInterfaceSecurityGroupAssociationState Empty => new();

    [Input("networkInterfaceId")]
    public Input<string>? NetworkInterfaceId { get; set; }

    [Input("networkSecurityGroupId")]
    public Input<string>? NetworkSecurityGroupId { get; set; }
}
