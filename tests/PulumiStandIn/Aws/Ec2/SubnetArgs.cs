namespace Pulumi.Aws.Ec2;

/// <summary>What a Subnet is created from.</summary>
public sealed class SubnetArgs : ResourceArgs
{
    public static new SubnetArgs Empty => new();

    [Input("cidrBlock")]
    public Input<string>? CidrBlock { get; set; }

    [Input("ipv6CidrBlock")]
    public Input<string>? Ipv6CidrBlock { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("vpcId", required: true)]
    public Input<string> VpcId { get; set; } = null!;
}
