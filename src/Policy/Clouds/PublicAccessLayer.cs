using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>
/// VPC Block Public Access. It concerns Internet gateways alone: public addresses can still arrive by VPN or peering, so that it takes the
/// certainty from flows and not the possibility.
/// </summary>
/// <param name="block">What is blocked for the subnet.</param>
internal sealed class PublicAccessLayer(PublicAccessBlock block) : Layer(LayerKind.PublicAccessBlock, "VPC Block Public Access")
{
    /// <summary>What is blocked for the subnet.</summary>
    public PublicAccessBlock Block { get; } = block;

    /// <inheritdoc/>
    public override bool IsOpen => Block == PublicAccessBlock.Off;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules)
    {
        if (IsOpen) return LayerPassage.Everything;
        var blocked = FlowSet.From(
            from direction in Block == PublicAccessBlock.Both ? new[] { Direction.Inbound, Direction.Outbound } : [Direction.Inbound]
            from range in PublicAddresses.All.Ranges
            select new FlowRange(direction, ProtocolRange.All, range));
        return new LayerPassage(LayerPassage.AllFlows, LayerPassage.AllFlows.Except(blocked));
    }
}
