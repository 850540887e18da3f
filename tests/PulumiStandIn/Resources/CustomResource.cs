namespace Pulumi;

/// <summary>A resource that a provider creates in a cloud.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    /// <summary>The provider's own identifier, unknown until the resource exists.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}
