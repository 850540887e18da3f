namespace Pulumi.Aws.Vpc;

/// <summary>What a SecurityGroupEgressRule is created from.</summary>
public sealed class SecurityGroupEgressRuleArgs : ResourceArgs
{
    public static new SecurityGroupEgressRuleArgs Empty => new();

    [Input("cidrIpv4")]
    public Input<string>? CidrIpv4 { get; set; }

    [Input("cidrIpv6")]
    public Input<string>? CidrIpv6 { get; set; }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("fromPort")]
    public Input<int>? FromPort { get; set; }

    [Input("ipProtocol", required: true)]
    public Input<string> IpProtocol { get; set; } = null!;

    [Input("prefixListId")]
    public Input<string>? PrefixListId { get; set; }

    [Input("referencedSecurityGroupId")]
    public Input<string>? ReferencedSecurityGroupId { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId", required: true)]
    public Input<string> SecurityGroupId { get; set; } = null!;

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("toPort")]
    public Input<int>? ToPort { get; set; }
}
