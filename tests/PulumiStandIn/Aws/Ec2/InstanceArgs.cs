namespace Pulumi.Aws.Ec2;

/// <summary>What an Instance is created from.</summary>
public sealed class InstanceArgs : ResourceArgs
{
    public static new InstanceArgs Empty => new();

    [Input("ami")]
    public Input<string>? Ami { get; set; }

    [Input("instanceType")]
    public InputUnion<string, InstanceType>? InstanceType { get; set; }

    [Input("subnetId")]
    public Input<string>? SubnetId { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("vpcSecurityGroupIds")]
    private InputList<string>? _vpcSecurityGroupIds;

    public InputList<string> VpcSecurityGroupIds
    {
        get => _vpcSecurityGroupIds ??= [];
        set => _vpcSecurityGroupIds = value;
    }
}
