namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing SecurityGroup.</summary>
public sealed class SecurityGroupState : ResourceArgs
{
    public SecurityGroupState()
    {
        Description = "Managed by Pulumi";
    }

    public static new SecurityGroupState Empty => new();

    [Input("arn")]
    public Input<string>? Arn { get; set; }

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("namePrefix")]
    public Input<string>? NamePrefix { get; set; }

    [Input("ownerId")]
    public Input<string>? OwnerId { get; set; }

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

    [Input("tagsAll")]
    private InputMap<string>? _tagsAll;

    public InputMap<string> TagsAll
    {
        get => _tagsAll ??= new InputMap<string>();
        set => _tagsAll = value;
    }

    [Input("vpcId")]
    public Input<string>? VpcId { get; set; }
}
