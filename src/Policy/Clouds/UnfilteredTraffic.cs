using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>Traffic of a cloud's own services that passes outside of every layer.</summary>
/// <param name="What">What it is, such as <c>traffic to the VPC's DNS resolver</c>.</param>
/// <param name="Flows">The flows.</param>
internal sealed record UnfilteredTraffic(string What, FlowSet Flows)
{
    /// <summary>The addresses at the other end.</summary>
    public PrefixSet Addresses { get; } = Flows.Addresses(Direction.Inbound).Union(Flows.Addresses(Direction.Outbound));
}
