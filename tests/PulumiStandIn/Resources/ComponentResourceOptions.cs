namespace Pulumi;

/// <summary>How the engine is to treat a component and what is in it.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    public List<ProviderResource> Providers { get; set; } = [];

    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Take(options);

            // One provider for each package: the later one wins.
            merged.Providers.RemoveAll(present => options.Providers.Exists(added => added.Package == present.Package));
            merged.Providers.AddRange(options.Providers);
        }

        return merged;
    }

    internal override ResourceOptions Copy() => Merge(this, null);
}
