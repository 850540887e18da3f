namespace Pulumi.Aws.Ec2;

/// <summary>An AWS security group on a network interface.</summary>
public partial class NetworkInterfaceSecurityGroupAttachment : CustomResource
{
    private const string Token = "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment";

    public NetworkInterfaceSecurityGroupAttachment(
        string name, NetworkInterfaceSecurityGroupAttachmentArgs args, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new NetworkInterfaceSecurityGroupAttachmentArgs(), options)
    {
    }

    private NetworkInterfaceSecurityGroupAttachment(
        string name, Input<string> id, NetworkInterfaceSecurityGroupAttachmentState? state, CustomResourceOptions? options)
        : base(Token, name, state, CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = id }))
    {
    }

    [Output("networkInterfaceId")]
    public Output<string> NetworkInterfaceId { get; private set; } = null!;

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("securityGroupId")]
    public Output<string> SecurityGroupId { get; private set; } = null!;

    public static NetworkInterfaceSecurityGroupAttachment Get(
        string name,
        Input<string> id,
        NetworkInterfaceSecurityGroupAttachmentState? state = null,
        CustomResourceOptions? options = null)
        => new(name, id, state, options);
}
