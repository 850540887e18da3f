using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>A resource that Pulumi will register.</summary>
/// <param name="type">Pulumi's type token, such as <c>aws:ec2/securityGroup:SecurityGroup</c>.</param>
/// <param name="name">The logical name; unique in a stack and never changed, since Pulumi identifies resources by it.</param>
/// <param name="properties">The inputs under the provider's own names.</param>
/// <param name="origins">The services and rows the resource serves.</param>
internal sealed class PlannedResource(string type, string name, PropertyMap properties, ImmutableArray<Origin> origins)
{
    /// <summary>Pulumi's type token, such as <c>aws:ec2/securityGroup:SecurityGroup</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The logical name; unique in a stack and never changed, since Pulumi identifies resources by it.</summary>
    public string Name { get; } = name;

    /// <summary>The inputs under the provider's own names.</summary>
    public PropertyMap Properties { get; } = properties;

    /// <summary>The services and rows the resource serves.</summary>
    public ImmutableArray<Origin> Origins { get; } = origins;

    /// <summary>The cloud's id of an existing resource that is adopted instead of created, or null.</summary>
    public string? ImportId { get; init; }

    /// <summary>Whether the resource cannot be deleted until this is taken back.</summary>
    public bool Protect { get; init; }

    /// <summary>
    /// The names of resources of the same plan that have to be there first although no property refers to them, in ordinal order.
    /// </summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Inputs whose differences are left alone: those of an adopted resource that would replace it.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
}
