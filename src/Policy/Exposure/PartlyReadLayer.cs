using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>
/// A layer of which only a part was read, or understood. Where groups permit the union of their rules, what the known ones permit passes
/// for certain; the others may permit anything. Where rules have an order, the others may also deny.
/// </summary>
/// <param name="layer">What is known of the layer.</param>
internal sealed class PartlyReadLayer(Layer layer) : Layer(layer.Kind, layer.Title)
{
    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups => layer.Groups;

    /// <inheritdoc/>
    public override ImmutableArray<Problem> Doubts => [.. FindDoubts(layer)];

    /// <inheritdoc/>
    public override IEnumerable<LiveRule> DecidingRules => layer.DecidingRules;

    /// <summary>The layer, as one that was read in part where that is so.</summary>
    public static Layer From(Layer layer) => FindDoubts(layer).Any() ? new PartlyReadLayer(layer) : layer;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) =>
        layer is UnionLayer ? LayerPassage.NotKnown with { Certain = layer.Pass(members, end, rules).Certain } : LayerPassage.NotKnown;

    /// <inheritdoc/>
    public override LayerPassage? Deliver(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) =>
        layer.Kind == LayerKind.AdminRules ? LayerPassage.NotKnown : null;

    /// <inheritdoc/>
    public override (LiveGroup Group, LiveRule Rule)? FindDecision(FlowRange flow, MemberAssignment members, LocalEndpoint end) =>
        layer is UnionLayer ? layer.FindDecision(flow, members, end) : null;

    private static IEnumerable<Problem> FindDoubts(Layer layer) => layer.Doubts.Concat(layer.Groups.SelectMany(group => group.Problems));
}
