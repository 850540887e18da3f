using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Changes;

/// <summary>One side of a comparison: what is permitted, where, and what must not be cut.</summary>
/// <param name="Name">What a person called it: a stack, a policy, a file.</param>
/// <param name="Cloud">The cloud, or null when the source does not tell: then call impact is told for both.</param>
/// <param name="Flows">The permitted flows.</param>
public sealed record Permissions(string Name, Cloud? Cloud, FlowSet Flows)
{
    /// <summary>The services of the permitted flows, each with its own; empty when the source does not tell.</summary>
    public ImmutableArray<(Origin Origin, FlowSet Flows)> Services { get; init; } = [];

    /// <summary>The flows that are marked as never to be cut.</summary>
    public FlowSet NeverCut { get; init; } = FlowSet.Empty;

    /// <summary>What a plan permits.</summary>
    /// <param name="plan">The plan.</param>
    public static Permissions Of(Plan plan) => new(plan.Name, plan.Cloud, plan.Flows)
    {
        Services =
        [
            .. from rule in plan.Rules
               from peer in rule.Peers
               from origin in peer.Origins
               group new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports) by origin into flows
               orderby flows.Key
               select (flows.Key, FlowSet.From(flows)),
        ],
        NeverCut = FlowSet.From(plan.Rules
            .SelectMany(rule => rule.Peers
                .Where(peer => peer.Origins.Any(origin => origin.NeverCut))
                .Select(peer => new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports)))),
    };
}
