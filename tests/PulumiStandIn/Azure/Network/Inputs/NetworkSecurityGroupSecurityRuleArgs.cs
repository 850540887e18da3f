namespace Pulumi.Azure.Network.Inputs;

/// <summary>An inline rule of a network security group.</summary>
public sealed class NetworkSecurityGroupSecurityRuleArgs : ResourceArgs
{
    public static new NetworkSecurityGroupSecurityRuleArgs Empty => new();

    [Input("access", required: true)]
    public Input<string> Access { get; set; } = null!;

    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("destinationAddressPrefix")]
    public Input<string>? DestinationAddressPrefix { get; set; }

    [Input("destinationAddressPrefixes")]
    private InputList<string>? _destinationAddressPrefixes;

    public InputList<string> DestinationAddressPrefixes
    {
        get => _destinationAddressPrefixes ??= [];
        set => _destinationAddressPrefixes = value;
    }

    [Input("destinationApplicationSecurityGroupIds")]
    private InputList<string>? _destinationApplicationSecurityGroupIds;

    public InputList<string> DestinationApplicationSecurityGroupIds
    {
        get => _destinationApplicationSecurityGroupIds ??= [];
        set => _destinationApplicationSecurityGroupIds = value;
    }

    [Input("destinationPortRange")]
    public Input<string>? DestinationPortRange { get; set; }

    [Input("destinationPortRanges")]
    private InputList<string>? _destinationPortRanges;

    public InputList<string> DestinationPortRanges
    {
        get => _destinationPortRanges ??= [];
        set => _destinationPortRanges = value;
    }

    [Input("direction", required: true)]
    public Input<string> Direction { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("priority", required: true)]
    public Input<int> Priority { get; set; } = null!;

    [Input("protocol", required: true)]
    public Input<string> Protocol { get; set; } = null!;

    [Input("sourceAddressPrefix")]
    public Input<string>? SourceAddressPrefix { get; set; }

    [Input("sourceAddressPrefixes")]
    private InputList<string>? _sourceAddressPrefixes;

    public InputList<string> SourceAddressPrefixes
    {
        get => _sourceAddressPrefixes ??= [];
        set => _sourceAddressPrefixes = value;
    }

    [Input("sourceApplicationSecurityGroupIds")]
    private InputList<string>? _sourceApplicationSecurityGroupIds;

    public InputList<string> SourceApplicationSecurityGroupIds
    {
        get => _sourceApplicationSecurityGroupIds ??= [];
        set => _sourceApplicationSecurityGroupIds = value;
    }

    [Input("sourcePortRange")]
    public Input<string>? SourcePortRange { get; set; }

    [Input("sourcePortRanges")]
    private InputList<string>? _sourcePortRanges;

    public InputList<string> SourcePortRanges
    {
        get => _sourcePortRanges ??= [];
        set => _sourcePortRanges = value;
    }
}
