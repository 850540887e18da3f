namespace Pulumi.Azure.Network;

/// <summary>What narrows the look-up of an existing SubnetNetworkSecurityGroupAssociation.</summary>
public sealed class SubnetNetworkSecurityGroupAssociationState : ResourceArgs
{
    public static new SubnetNetworkSecurityGroupAssociationState Empty => new();

    [Input("networkSecurityGroupId")]
    public Input<string>? NetworkSecurityGroupId { get; set; }

    [Input("subnetId")]
    public Input<string>? SubnetId { get; set; }
}
