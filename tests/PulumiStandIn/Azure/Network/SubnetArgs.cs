namespace Pulumi.Azure.Network;

/// <summary>What a Subnet is created from.</summary>
public sealed class SubnetArgs : ResourceArgs
{
    public static new SubnetArgs Empty => new();

    [Input("addressPrefixes")]
    private InputList<string>? _addressPrefixes;

    public InputList<string> AddressPrefixes
    {
        get => _addressPrefixes ??= [];
        set => _addressPrefixes = value;
    }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("resourceGroupName", required: true)]
    public Input<string> ResourceGroupName { get; set; } = null!;

    [Input("virtualNetworkName", required: true)]
    public Input<string> VirtualNetworkName { get; set; } = null!;
}
