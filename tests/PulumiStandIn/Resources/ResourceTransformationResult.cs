namespace Pulumi;

/// <summary>What a transformation puts in place of a resource's arguments and options.</summary>
public readonly struct ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
{
    public ResourceArgs Args { get; } = args;

    public ResourceOptions Options { get; } = options;
}
