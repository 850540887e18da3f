namespace Pulumi;

/// <summary>How the engine is to treat a resource.</summary>
public abstract class ResourceOptions
{
    private protected ResourceOptions()
    {
    }

    public List<Input<Alias>> Aliases { get; set; } = [];

    public CustomTimeouts? CustomTimeouts { get; set; }

    public Resource? DeletedWith { get; set; }

    public InputList<Resource> DependsOn
    {
        get => field ??= [];
        set;
    }

    public List<string> HideDiffs { get; set; } = [];

    public Input<string>? Id { get; set; }

    public List<string> IgnoreChanges { get; set; } = [];

    public Resource? Parent { get; set; }

    public string? PluginDownloadURL { get; set; }

    public bool? Protect { get; set; }

    public ProviderResource? Provider { get; set; }

    public List<string> ReplaceOnChanges { get; set; } = [];

    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];

    public bool? RetainOnDelete { get; set; }

    public string? Version { get; set; }

    internal abstract ResourceOptions Copy();

    /// <summary>Lays <paramref name="over"/> on top: single values win, lists are appended.</summary>
    private protected void Take(ResourceOptions over)
    {
        CustomTimeouts = over.CustomTimeouts ?? CustomTimeouts;
        DeletedWith = over.DeletedWith ?? DeletedWith;
        Id = over.Id ?? Id;
        Parent = over.Parent ?? Parent;
        PluginDownloadURL = over.PluginDownloadURL ?? PluginDownloadURL;
        Protect = over.Protect ?? Protect;
        Provider = over.Provider ?? Provider;
        RetainOnDelete = over.RetainOnDelete ?? RetainOnDelete;
        Version = over.Version ?? Version;
        Aliases = [.. Aliases, .. over.Aliases];
        HideDiffs = [.. HideDiffs, .. over.HideDiffs];
        IgnoreChanges = [.. IgnoreChanges, .. over.IgnoreChanges];
        ReplaceOnChanges = [.. ReplaceOnChanges, .. over.ReplaceOnChanges];
        ResourceTransformations = [.. ResourceTransformations, .. over.ResourceTransformations];
        DependsOn = DependsOn.Concat(over.DependsOn);
    }
}
