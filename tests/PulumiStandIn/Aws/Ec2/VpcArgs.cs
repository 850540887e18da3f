namespace Pulumi.Aws.Ec2;

/// <summary>What a Vpc is created from.</summary>
public sealed class VpcArgs : ResourceArgs
{
    public static new VpcArgs Empty => new();

    [Input("assignGeneratedIpv6CidrBlock")]
    public Input<bool>? AssignGeneratedIpv6CidrBlock { get; set; }

    [Input("cidrBlock")]
    public Input<string>? CidrBlock { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
