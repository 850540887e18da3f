using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>Groups on one interface that permit the union of their rules, as the security groups of AWS do. They are stateful.</summary>
/// <param name="title">What the layer is called in sentences.</param>
/// <param name="groups">The groups.</param>
internal sealed class UnionLayer(string title, ImmutableArray<LiveGroup> groups) : Layer(LayerKind.InterfaceGroups, title)
{
    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups => groups;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        var permitted = members.Expand(Rules.SelectMany(rule => rule.Matches).Where(rules));
        return new LayerPassage(permitted, permitted);
    }
}
