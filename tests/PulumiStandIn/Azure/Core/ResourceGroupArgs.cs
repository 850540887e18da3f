namespace Pulumi.Azure.Core;

/// <summary>What a ResourceGroup is created from.</summary>
public sealed class ResourceGroupArgs : ResourceArgs
{
    public static new ResourceGroupArgs Empty => new();

    [Input("location")]
    public Input<string>? Location { get; set; }

    [Input("name")]
    public Input<string>? Name { get; set; }

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputMap<string> Tags
    {
        get => _tags ??= new InputMap<string>();
        set => _tags = value;
    }
}
