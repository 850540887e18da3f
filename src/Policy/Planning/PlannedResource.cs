using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>A resource that Pulumi will register.</summary>
/// <param name="Type">Pulumi's type token, such as <c>aws:ec2/securityGroup:SecurityGroup</c>.</param>
/// <param name="Name">The logical name; unique in a stack and the same for ever, since Pulumi tells resources apart by it.</param>
/// <param name="Properties">The inputs under the provider's own names.</param>
/// <param name="Origins">The services and rows the resource serves.</param>
public sealed record PlannedResource(string Type, string Name, PropertyMap Properties, ImmutableArray<Origin> Origins)
{
    /// <summary>The cloud's id of an existing resource that is adopted instead of made, or null.</summary>
    public string? ImportId { get; init; }

    /// <summary>Inputs whose differences are left alone: those of an adopted resource that would replace it.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];
}
