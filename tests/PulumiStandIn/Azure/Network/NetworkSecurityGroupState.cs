namespace Pulumi.Azure.Network;

/// <summary>What narrows the look-up of an existing NetworkSecurityGroup.</summary>
public sealed class NetworkSecurityGroupState : ResourceArgs
{
    public static new NetworkSecurityGroupState Empty => new();

    [Input("location")]
    public Input<string>? Location { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("resourceGroupName")]
    public Input<string>? ResourceGroupName { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
