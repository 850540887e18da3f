namespace Pulumi;

/// <summary>What is to hold for everything in a stack.</summary>
public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];
}
