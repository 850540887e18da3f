namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing ManagedPrefixList.</summary>
public sealed class ManagedPrefixListState : ResourceArgs
{
    public static new ManagedPrefixListState Empty => new();

    [Input("addressFamily")]
    public Input<string>? AddressFamily { get; set; }

    [Input("arn")]
    public Input<string>? Arn { get; set; }

    [Input("maxEntries")]
    public Input<int>? MaxEntries { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("ownerId")]
    public Input<string>? OwnerId { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

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

    [Input("version")]
    public Input<int>? Version { get; set; }
}
