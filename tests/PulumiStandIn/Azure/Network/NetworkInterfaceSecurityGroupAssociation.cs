namespace Pulumi.Azure.Network;

/// <summary>Puts a network interface behind a network security group.</summary>
public partial class NetworkInterfaceSecurityGroupAssociation : CustomResource
{
    private const string Token = "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation";

    public NetworkInterfaceSecurityGroupAssociation(
        string name, NetworkInterfaceSecurityGroupAssociationArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new NetworkInterfaceSecurityGroupAssociationArgs(), options)
    {
    }

    private NetworkInterfaceSecurityGroupAssociation(
        string name, Input<string> id, NetworkInterfaceSecurityGroupAssociationState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("networkInterfaceId")]
    public Output<string> NetworkInterfaceId { get; private set; } = null!;

    [Output("networkSecurityGroupId")]
    public Output<string> NetworkSecurityGroupId { get; private set; } = null!;

    public static NetworkInterfaceSecurityGroupAssociation Get(
        string name, Input<string> id, NetworkInterfaceSecurityGroupAssociationState? state = null, CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
