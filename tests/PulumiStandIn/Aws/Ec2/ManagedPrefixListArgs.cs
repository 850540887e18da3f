namespace Pulumi.Aws.Ec2;

/// <summary>What a ManagedPrefixList is created from.</summary>
public sealed class ManagedPrefixListArgs : ResourceArgs
{
    public static new ManagedPrefixListArgs Empty => new();

    [Input("addressFamily", required: true)]
    public Input<string> AddressFamily { get; set; } = null!;

    [Input("entries")]
    private InputList<Inputs.ManagedPrefixListEntryArgs>? _entries;

    public InputList<Inputs.ManagedPrefixListEntryArgs> Entries
    {
        get => _entries ??= [];
        set => _entries = value;
    }

    [Input("maxEntries", required: true)]
    public Input<int> MaxEntries { get; set; } = null!;

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
