namespace Pulumi.Aws.Ec2;

/// <summary>What a Tag is created from.</summary>
public sealed class TagArgs : ResourceArgs
{
    public static new TagArgs Empty => new();

    [Input("key", required: true)]
    public Input<string> Key { get; set; } = null!;

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("resourceId", required: true)]
    public Input<string> ResourceId { get; set; } = null!;

    [Input("value", required: true)]
    public Input<string> Value { get; set; } = null!;
}
