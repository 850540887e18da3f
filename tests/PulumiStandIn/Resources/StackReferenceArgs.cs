namespace Pulumi;

/// <summary>Which stack a stack reference reads.</summary>
public class StackReferenceArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}
