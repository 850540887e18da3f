namespace Pulumi.Aws.Ec2;

/// <summary>What a SecurityGroupRule is created from.</summary>
public sealed class SecurityGroupRuleArgs : ResourceArgs
{
    public static new SecurityGroupRuleArgs Empty => new();

    [Input("cidrBlocks")]
    private InputList<string>? _cidrBlocks;

    public InputList<string> CidrBlocks
    {
        get => _cidrBlocks ??= [];
        set => _cidrBlocks = value;
    }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("fromPort", required: true)]
    public Input<int> FromPort { get; set; } = null!;

    [Input("ipv6CidrBlocks")]
    private InputList<string>? _ipv6CidrBlocks;

    public InputList<string> Ipv6CidrBlocks
    {
        get => _ipv6CidrBlocks ??= [];
        set => _ipv6CidrBlocks = value;
    }

    [Input("prefixListIds")]
    private InputList<string>? _prefixListIds;

    public InputList<string> PrefixListIds
    {
        get => _prefixListIds ??= [];
        set => _prefixListIds = value;
    }

    [Input("protocol", required: true)]
    public InputUnion<string, ProtocolType> Protocol { get; set; } = null!;

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId", required: true)]
    public Input<string> SecurityGroupId { get; set; } = null!;

    [Input("self")]
    public Input<bool>? Self { get; set; }

    [Input("sourceSecurityGroupId")]
    public Input<string>? SourceSecurityGroupId { get; set; }

    [Input("toPort", required: true)]
    public Input<int> ToPort { get; set; } = null!;

    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;
}
