namespace Pulumi.Aws.Ec2;

/// <summary>What a SecurityGroup is created from.</summary>
public sealed class SecurityGroupArgs : ResourceArgs
{
    public SecurityGroupArgs()
    {
        Description = "Managed by Pulumi";
    }

    public static new SecurityGroupArgs Empty => new();

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("egress")]
    private InputList<Inputs.SecurityGroupEgressArgs>? _egress;

    public InputList<Inputs.SecurityGroupEgressArgs> Egress
    {
        get => _egress ??= [];
        set => _egress = value;
    }

    [Input("ingress")]
    private InputList<Inputs.SecurityGroupIngressArgs>? _ingress;

    public InputList<Inputs.SecurityGroupIngressArgs> Ingress
    {
        get => _ingress ??= [];
        set => _ingress = value;
    }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("namePrefix")]
    public Input<string>? NamePrefix { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("revokeRulesOnDelete")]
    public Input<bool>? RevokeRulesOnDelete { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }

    [Input("vpcId")]
    public Input<string>? VpcId { get; set; }
}
