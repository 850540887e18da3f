using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>Flows that the plan permits and the cloud does not.</summary>
/// <param name="Origins">The services and rows that need them.</param>
/// <param name="Ranges">The flows, in order.</param>
/// <param name="Impact">What breaks, in words.</param>
/// <param name="DeniedBy">The rule that denies them, or null when no rule permits them.</param>
internal sealed record MissingFlows(ImmutableArray<Origin> Origins, ImmutableArray<FlowRange> Ranges, string Impact, LiveRule? DeniedBy)
{
    /// <summary>The same on every run and machine as long as the same flows are missing.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The layer that stops them with the deciding rule, or null where no rule of the groups permits them.</summary>
    public LayerRule? StoppedBy { get; init; }

    /// <summary>The interfaces where they are missing; empty where groups alone were compared.</summary>
    public ImmutableArray<string> Interfaces { get; init; } = [];
}
