namespace Pulumi.Aws.Ec2.Inputs;

/// <summary>An inline ingress rule of a security group.</summary>
public sealed class SecurityGroupIngressArgs : ResourceArgs
{
    public static new SecurityGroupIngressArgs Empty => new();

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
    public Input<string> Protocol { get; set; } = null!;

    [Input("securityGroups")]
    private InputList<string>? _securityGroups;

    public InputList<string> SecurityGroups
    {
        get => _securityGroups ??= [];
        set => _securityGroups = value;
    }

    [Input("self")]
    public Input<bool>? Self { get; set; }

    [Input("toPort", required: true)]
    public Input<int> ToPort { get; set; } = null!;
}
