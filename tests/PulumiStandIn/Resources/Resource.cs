using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Anything that is registered under a type and a name.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<Resource> _children = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];

    private protected Resource(string type, string name, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        Sources = OutputSources.Assign(this);

        // A stack has no parent; everything else without one is the stack's child.
        var deployment = Deployment.Current;
        var parent = this is Stack ? null : options.Parent ?? deployment.Root;
        _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } changed)
            {
                continue;
            }

            if (changed.Options.Parent != options.Parent)
            {
                throw new ArgumentException($"A transformation of '{name}' changes its parent, which is not allowed.");
            }

            (args, options) = (changed.Args, changed.Options);
        }

        options = options.Copy();
        if (options is ComponentResourceOptions { Provider: not null, Providers.Count: > 0 })
        {
            throw new ResourceException(
                $"The component '{name}' is given both a Provider and Providers: give one of them.", options.Parent);
        }

        if (options.Parent is { } owner)
        {
            lock (owner._children)
            {
                owner._children.Add(this);
            }

            _providers = owner._providers;
        }

        if (this is CustomResource)
        {
            Provider = options.Provider ?? options.Parent?.ProviderFor(type);
            _providers = options.Provider is { } own && type.Split(':') is [var package, _, _]
                ? _providers.SetItem(package, own)
                : _providers;
        }
        else
        {
            var given = options.Provider is { } single ? [single] : (options as ComponentResourceOptions)?.Providers ?? [];
            _providers = _providers.SetItems(given.Select(provider => KeyValuePair.Create(provider.Package, provider)));
        }

        deployment.Register(this, args, options);
    }

    /// <summary>The resource's identity within all stacks.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ProviderResource? Provider { get; }

    internal Dictionary<string, IOutputSource> Sources { get; }

    public string GetResourceName() => _name;

    public string GetResourceType() => _type;

    /// <summary>What has to exist before a dependent resource: for a component, what it contains.</summary>
    internal IEnumerable<Resource> WithContents()
    {
        if (this is CustomResource)
        {
            return [this];
        }

        lock (_children)
        {
            return [.. _children.SelectMany(child => child.WithContents())];
        }
    }

    private ProviderResource? ProviderFor(string type) =>
        type.Split(':') is [var package, _, _] ? _providers.GetValueOrDefault(package) : null;
}
