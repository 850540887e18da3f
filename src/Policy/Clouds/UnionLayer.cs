using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>Groups on one interface that permit the union of their rules, as the security groups of AWS do. They are stateful.</summary>
/// <param name="title">What the layer is called in sentences.</param>
/// <param name="groups">The groups.</param>
/// <param name="doubts">Why the groups may not be all that lie there; empty when they are.</param>
internal sealed class UnionLayer(string title, ImmutableArray<LiveGroup> groups, params ImmutableArray<Problem> doubts)
    : Layer(LayerKind.InterfaceGroups, title)
{
    /// <inheritdoc/>
    public override ImmutableArray<Problem> Doubts => doubts;

    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups => groups;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        var permitted = members.Expand(Rules.SelectMany(rule => rule.Matches).Where(rules));
        return new LayerPassage(permitted, permitted);
    }
}
