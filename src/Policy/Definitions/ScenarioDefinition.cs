using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>A scenario: the flows that a use of the PBX needs, with what a person sees where one of them is missing.</summary>
/// <param name="id">The scenario's id, such as <c>desk-phone-udp</c>.</param>
/// <param name="title">What happens when the scenario works.</param>
/// <param name="steps">Its steps in the order of declaration; there is at least one.</param>
public sealed class ScenarioDefinition(string id, string title, ImmutableArray<ScenarioStep> steps)
{
    /// <summary>The scenario's id, such as <c>desk-phone-udp</c>.</summary>
    public string Id { get; } = id;

    /// <summary>What happens when the scenario works.</summary>
    public string Title { get; } = title;

    /// <summary>Its steps in the order of declaration; there is at least one.</summary>
    public ImmutableArray<ScenarioStep> Steps { get; } = steps;
}
