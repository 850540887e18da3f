using System.Collections.Immutable;

namespace Pulumi.Experimental.Provider;

/// <summary>A component that a program in another language asks for.</summary>
public sealed class ConstructRequest(
    string type, string name, ImmutableDictionary<string, PropertyValue> inputs, ComponentResourceOptions options)
{
    public string Type { get; init; } = type;

    public string Name { get; init; } = name;

    public ImmutableDictionary<string, PropertyValue> Inputs { get; init; } = inputs;

    public ComponentResourceOptions Options { get; init; } = options;
}
