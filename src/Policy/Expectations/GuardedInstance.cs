using System.Collections.Immutable;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Review;

namespace Starface.Policy.Expectations;

/// <summary>An instance that guardrails are held against.</summary>
/// <param name="policy">The policy, made for the instance.</param>
/// <param name="surroundings">What the instance's cloud adds to it.</param>
internal sealed class GuardedInstance(FirewallPolicy policy, Surroundings surroundings)
{
    private readonly PermittedFlows _permitted = new(policy, surroundings);
    private readonly Explainer _explainer = new(policy, null, surroundings);

    /// <summary>How the instance breaks a guardrail; null where it does not.</summary>
    /// <param name="guardrail">The guardrail.</param>
    public GuardrailBreach? FindBreach(Guardrail guardrail) => guardrail switch
    {
        OnlyFrom only => FindOutside(only),
        AtMost most => FindMore(most),
        MustExpire => FindEndless(guardrail),
        _ => FindOpen(guardrail),
    };

    private GuardrailBreach? FindOpen(Guardrail guardrail)
    {
        var flows = guardrail.Flows.WithNamesOf(policy);
        var (certain, possible) = _permitted.Among(flows.Ranges);
        return !certain.IsEmpty ? Permitted(guardrail, certain, flows)
            : !possible.IsEmpty ? Undecided(guardrail, _permitted.FindNames(flows.Ranges), FindPeers(flows))
            : null;
    }

    private GuardrailBreach? FindOutside(OnlyFrom guardrail)
    {
        var (flows, remotes) = (guardrail.Flows, guardrail.Remotes);
        var first = flows.Ranges[0];
        var inside = FlowSet.From(
            from remote in remotes
            from scope in ScopesOf(remote)
            select new FlowRange(first.Direction, first.Protocols, scope, first.Ports));
        var outside = policy.Flows.Intersect(flows.All).Except(inside);
        if (!outside.IsEmpty) return Permitted(guardrail, outside, flows);
        var unknown = FindPeers(flows)
            .Where(known => known.Peer.Peer.Scope.IsGroup && !remotes.Any(remote => remote.Scope == known.Peer.Peer.Scope))
            .Where(known => !ExpandNamed(known.Flows).Intersect(flows.All).Except(inside).IsEmpty)
            .ToList();
        return unknown.Count == 0 ? null : Undecided(guardrail, NamesOf(unknown), unknown);
    }

    /// <summary>A remote side, and what is a part of it for certain.</summary>
    private IEnumerable<RemoteScope> ScopesOf(Peer remote)
    {
        yield return remote.Scope;
        if (remote.Scope.Group is not { } name) yield break;
        foreach (var range in surroundings.FindMembers(name).AtLeast?.Ranges ?? []) yield return range;
    }

    /// <summary>
    /// The members of security groups are machines of one's own; those of prefix lists and tags may be anybody's. Too many in every
    /// possible membership is a breach, and too many in one of them cannot be decided.
    /// </summary>
    private GuardrailBreach? FindMore(AtMost guardrail)
    {
        var flows = guardrail.Flows;
        var direction = flows.Ranges[0].Direction;
        var peers = FindPeers(flows);
        var strangers = peers.Where(known => known.Peer.Peer.Kind is PeerKind.PrefixList or PeerKind.ServiceTag).ToList();
        var least = policy.Flows.Intersect(flows.All);
        foreach (var known in strangers)
        {
            if (surroundings.FindMembers(known.Flows.Remote.Group!).AtLeast is { } certain)
                least = least.Union(NamedFlows.Expand(known.Flows, certain.Ranges).Intersect(flows.All));
        }

        var reach = PublicReach.Of(least.Addresses(direction), []);
        if (guardrail.IsExceededBy(reach)) return new(guardrail, true, guardrail.Describe(reach)) { PeerGroup = GroupOf(peers) };
        var highest = strangers.Aggregate(least, (sum, known) => sum.Union(ExpandNamed(known.Flows).Intersect(flows.All)));
        var most = PublicReach.Of(highest.Addresses(direction), []);
        if (!guardrail.IsExceededBy(most)) return null;
        var uncounted = strangers.Where(known => surroundings.FindMembers(known.Flows.Remote.Group!).AtMost is null).ToList();
        if (uncounted.Count == 0) return Undecided(guardrail, NamesOf(strangers), strangers, $"{guardrail.Describe(most)} at most, and ");
        var open = guardrail.Describe(reach with { Names = NamesOf(uncounted) });
        return new(guardrail, false, $"{open}, and it is not known how many these are") { PeerGroup = GroupOf(uncounted) };
    }

    private GuardrailBreach? FindEndless(Guardrail guardrail)
    {
        var endless = (
            from known in FindPeers(guardrail.Flows)
            from origin in known.Peer.Origins
            from allowance in policy.Definition.Allowances
            where allowance.Service.Id == origin.Service && allowance.Expires is null
                && (origin.PeerGroup is null || origin.PeerGroup == allowance.PeerGroup)
            select (Service: origin.Service, allowance.PeerGroup))
            .Distinct()
            .ToList();
        if (endless.Count == 0) return null;
        var words = endless.Select(
            allowed => allowed.PeerGroup is { } group ? $"'{allowed.Service}' for '{group}'" : $"'{allowed.Service}'");
        return new(guardrail, true, $"the permission of {RuleText.Few([.. words])} has no last day");
    }

    /// <summary>The remote sides of rules that have some of the flows, or may have: a name may have members among the addresses.</summary>
    private List<(RulePeer Peer, FlowRange Flows)> FindPeers(TestedFlows flows) =>
    [
        .. from rule in policy.Rules
           from peer in rule.Peers
           let range = new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports)
           where flows.Ranges.Any(range.Overlaps) || (range.Remote.IsGroup && ExpandNamed(range).Overlaps(flows.All))
           select (peer, range),
    ];

    /// <summary>The flows of a name with every address that it can have.</summary>
    private FlowSet ExpandNamed(FlowRange range) => NamedFlows.Expand(range, surroundings.FindMembers(range.Remote.Group!).AtMost?.Ranges);

    /// <summary>What is permitted, with the reason that the cloud has or the rows that the rules come from.</summary>
    private GuardrailBreach Permitted(Guardrail guardrail, FlowSet open, TestedFlows flows)
    {
        var flow = FlowParts.FirstOf(open);
        var passage = flows.Ranges.Where(range => range.Contains(flow)).Select(_permitted.FindPassage).OfType<string>().FirstOrDefault();
        var origins = passage is null ? _explainer.Explain(flow).Origins : [];
        var why = passage ?? (origins.IsEmpty ? null : FlowTests.Describe(origins));
        var part = open.IsSupersetOf(flows.All) ? "all" : FlowParts.Describe(open, flows);
        return new(guardrail, true, $"{part} of it is permitted{(why is null ? "" : $" ({why})")}")
        {
            PeerGroup = origins.Select(origin => origin.PeerGroup).OfType<string>().FirstOrDefault(),
        };
    }

    private static GuardrailBreach Undecided(
        Guardrail guardrail, ImmutableArray<string> names, IEnumerable<(RulePeer Peer, FlowRange Flows)> peers, string known = "") =>
        new(guardrail, false, $"{known}it depends on the addresses of {RuleText.Few(names)}, which are not known here")
        {
            PeerGroup = GroupOf(peers),
        };

    private static ImmutableArray<string> NamesOf(IEnumerable<(RulePeer Peer, FlowRange Flows)> peers) =>
    [
        .. peers.Select(known => known.Flows.Remote.Group!).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>The peer group of the first remote side that has one.</summary>
    private static string? GroupOf(IEnumerable<(RulePeer Peer, FlowRange Flows)> peers) =>
        peers.SelectMany(known => known.Peer.Origins).Select(origin => origin.PeerGroup).OfType<string>().FirstOrDefault();
}
