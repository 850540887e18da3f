namespace Pulumi.Azure.Network;

/// <summary>Puts a subnet behind a network security group.</summary>
public partial class SubnetNetworkSecurityGroupAssociation : CustomResource
{
    private const string Token = "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation";

    public SubnetNetworkSecurityGroupAssociation(
        string name, SubnetNetworkSecurityGroupAssociationArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new SubnetNetworkSecurityGroupAssociationArgs(), options)
    {
    }

    private SubnetNetworkSecurityGroupAssociation(
        string name, Input<string> id, SubnetNetworkSecurityGroupAssociationState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("networkSecurityGroupId")]
    public Output<string> NetworkSecurityGroupId { get; private set; } = null!;

    [Output("subnetId")]
    public Output<string> SubnetId { get; private set; } = null!;

    public static SubnetNetworkSecurityGroupAssociation Get(
        string name, Input<string> id, SubnetNetworkSecurityGroupAssociationState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
