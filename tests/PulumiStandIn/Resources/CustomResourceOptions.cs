namespace Pulumi;

/// <summary>How the engine is to treat a resource that a provider creates.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public List<string> AdditionalSecretOutputs { get; set; } = [];

    public bool? DeleteBeforeReplace { get; set; }

    public string? ImportId { get; set; }

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<CustomResourceOptions>())
        {
            merged.Take(options);
            merged.DeleteBeforeReplace = options.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.ImportId = options.ImportId ?? merged.ImportId;
            merged.AdditionalSecretOutputs.AddRange(options.AdditionalSecretOutputs);
        }

        return merged;
    }

    internal override ResourceOptions Copy() => Merge(this, null);
}
