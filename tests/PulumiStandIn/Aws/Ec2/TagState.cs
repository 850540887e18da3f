namespace Pulumi.Aws.Ec2;

/// <summary>What narrows the look-up of an existing Tag.</summary>
public sealed class TagState : ResourceArgs
{
    public static new TagState Empty => new();

    [Input("key")]
    public Input<string>? Key { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("resourceId")]
    public Input<string>? ResourceId { get; set; }

    [Input("value")]
    public Input<string>? Value { get; set; }
}
