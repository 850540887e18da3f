using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>One normalised permission: a direction, protocol and port range, and everyone it is open to.</summary>
/// <param name="direction">Who opens the connection.</param>
/// <param name="protocol">The transport protocol.</param>
/// <param name="ports">The destination ports, or ICMP types and codes.</param>
/// <param name="peers">The remote sides in order, without duplicates.</param>
public sealed class Rule(Direction direction, Protocol protocol, PortRange ports, ImmutableArray<RulePeer> peers)
{
    /// <summary>Who opens the connection.</summary>
    public Direction Direction { get; } = direction;

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>The destination ports, or ICMP types and codes.</summary>
    public PortRange Ports { get; } = ports;

    /// <summary>
    /// The remote sides in order, without duplicates. One may contain another: merging them would change the identity of a rule whenever a
    /// neighbour comes or goes.
    /// </summary>
    public ImmutableArray<RulePeer> Peers { get; } = peers;

    /// <summary>All origins of the rule, in order, without duplicates.</summary>
    public ImmutableArray<Origin> Origins => Origin.Join(Peers.Select(peer => peer.Origins));

    /// <summary>The flows the rule permits.</summary>
    public IEnumerable<FlowRange> FlowRanges()
    {
        foreach (var peer in Peers)
            yield return new FlowRange(Direction, Protocol, peer.Peer.Scope, Ports);
    }
}
