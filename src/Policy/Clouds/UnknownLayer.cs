using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A layer that was not read: it may let everything through, or nothing.</summary>
/// <param name="kind">The kind.</param>
/// <param name="title">What the layer is called in sentences.</param>
/// <param name="doubts">Why it is not known.</param>
internal sealed class UnknownLayer(LayerKind kind, string title, params ImmutableArray<Problem> doubts) : Layer(kind, title)
{
    /// <inheritdoc/>
    public override ImmutableArray<Problem> Doubts => doubts;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) => LayerPassage.NotKnown;
}
