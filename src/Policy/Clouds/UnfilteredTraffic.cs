using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>Traffic of a cloud's own services that passes outside of every layer.</summary>
/// <param name="what">What it is, such as <c>traffic to the VPC's DNS resolver</c>.</param>
/// <param name="flows">The flows.</param>
internal sealed class UnfilteredTraffic(string what, FlowSet flows)
{
    /// <summary>What it is, such as <c>traffic to the VPC's DNS resolver</c>.</summary>
    public string What { get; } = what;

    /// <summary>The flows.</summary>
    public FlowSet Flows { get; } = flows;

    /// <summary>The addresses at the other end.</summary>
    public PrefixSet Addresses { get; } = flows.Addresses(Direction.Inbound).Union(flows.Addresses(Direction.Outbound));
}
