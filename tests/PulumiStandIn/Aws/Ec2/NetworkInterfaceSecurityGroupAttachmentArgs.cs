namespace Pulumi.Aws.Ec2;

/// <summary>What a NetworkInterfaceSecurityGroupAttachment is created from.</summary>
public sealed class NetworkInterfaceSecurityGroupAttachmentArgs : ResourceArgs
{
    public static new NetworkInterfaceSecurityGroupAttachmentArgs Empty => new();

    [Input("networkInterfaceId", required: true)]
    public Input<string> NetworkInterfaceId { get; set; } = null!;

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId", required: true)]
    public Input<string> SecurityGroupId { get; set; } = null!;
}
