namespace Pulumi.Azure.Network;

/// <summary>What a VirtualNetwork is created from.</summary>
public sealed class VirtualNetworkArgs : ResourceArgs
{
    public static new VirtualNetworkArgs Empty => new();

    [Input("addressSpaces")]
    private InputList<string>? _addressSpaces;

    public InputList<string> AddressSpaces
    {
        get => _addressSpaces ??= [];
        set => _addressSpaces = value;
    }

    [Input("location")]
    public Input<string>? Location { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("resourceGroupName", required: true)]
    public Input<string> ResourceGroupName { get; set; } = null!;

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
