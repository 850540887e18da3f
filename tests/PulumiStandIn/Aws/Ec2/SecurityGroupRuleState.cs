namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing SecurityGroupRule.</summary>
public sealed class SecurityGroupRuleState : ResourceArgs
{
    public static new SecurityGroupRuleState Empty => new();

    [Input("cidrBlocks")]
    private InputList<string>? _cidrBlocks;

    public InputList<string> CidrBlocks
    {
        get => _cidrBlocks ??= [];
        set => _cidrBlocks = value;
    }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("fromPort")]
    public Input<int>? FromPort { get; set; }

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

    [Input("protocol")]
    public InputUnion<string, ProtocolType>? Protocol { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("securityGroupId")]
    public Input<string>? SecurityGroupId { get; set; }

    [Input("securityGroupRuleId")]
    public Input<string>? SecurityGroupRuleId { get; set; }

    [Input("self")]
    public Input<bool>? Self { get; set; }

    [Input("sourceSecurityGroupId")]
    public Input<string>? SourceSecurityGroupId { get; set; }

    [Input("toPort")]
    public Input<int>? ToPort { get; set; }

    [Input("type")]
    public Input<string>? Type { get; set; }
}
