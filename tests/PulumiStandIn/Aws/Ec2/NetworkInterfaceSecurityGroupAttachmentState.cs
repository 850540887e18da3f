namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing NetworkInterfaceSecurityGroupAttachment.</summary>
public sealed class NetworkInterfaceSecurityGroupAttachmentState : ResourceArgs
{
    public static new NetworkInterfaceSecurityGroupAttachmentState Empty => new();

    [Input("networkInterfaceId")]
    public Input<string>? NetworkInterfaceId { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId")]
    public Input<string>? SecurityGroupId { get; set; }
}
