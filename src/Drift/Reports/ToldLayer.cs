using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>A layer of which a report tells what it is, and not what passes it.</summary>
/// <param name="kind">The kind.</param>
/// <param name="title">What it is called in sentences.</param>
/// <param name="groups">Its groups.</param>
/// <param name="isKnown">Whether it was read and understood.</param>
internal sealed class ToldLayer(LayerKind kind, string title, ImmutableArray<LiveGroup> groups, bool isKnown) : Layer(kind, title)
{
    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups => groups;

    /// <inheritdoc/>
    public override ImmutableArray<Problem> Doubts => isKnown ? [] : [Problem.Error(ProblemIds.Undecided, "It was not read in full")];

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) => LayerPassage.NotKnown;
}
