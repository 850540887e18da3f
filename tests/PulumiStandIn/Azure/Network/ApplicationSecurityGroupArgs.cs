namespace Pulumi.Azure.Network;

/// <summary>What a ApplicationSecurityGroup is created from.</summary>
public sealed class ApplicationSecurityGroupArgs : ResourceArgs
{
    public static new ApplicationSecurityGroupArgs Empty => new();

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
