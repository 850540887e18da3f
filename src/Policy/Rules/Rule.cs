using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>One normalised permission: a direction, protocol and port range, and everyone it is open to.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Ports">The destination ports, or ICMP types and codes.</param>
/// <param name="Peers">The remote sides in order, without doubles. One may contain another: identity goes before brevity.</param>
public sealed record Rule(Direction Direction, Protocol Protocol, PortRange Ports, ImmutableArray<RulePeer> Peers)
{
    /// <summary>All origins of the rule, in order, without doubles.</summary>
    public ImmutableArray<Origin> Origins => [.. Peers.SelectMany(peer => peer.Origins).Distinct().OrderBy(origin => origin)];

    /// <summary>The flows the rule permits.</summary>
    public IEnumerable<FlowRange> FlowRanges()
    {
        foreach (var peer in Peers)
            yield return new FlowRange(Direction, Protocol, peer.Peer.Scope, Ports);
    }
}
