namespace Pulumi.Azure.Network;

/// <summary>What a SubnetNetworkSecurityGroupAssociation is created from.</summary>
public sealed class SubnetNetworkSecurityGroupAssociationArgs : ResourceArgs
{
    public static new SubnetNetworkSecurityGroupAssociationArgs Empty => new();

    [Input("networkSecurityGroupId", required: true)]
    public Input<string> NetworkSecurityGroupId { get; set; } = null!;

    [Input("subnetId", required: true)]
    public Input<string> SubnetId { get; set; } = null!;
}
