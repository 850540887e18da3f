using System.Collections.Immutable;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Expectations;

/// <summary>
/// The flows that a policy permits for certain, and those that it may permit: the members of a name that a rule is for are not known.
/// </summary>
/// <param name="policy">The policy, made for an instance.</param>
/// <param name="surroundings">What the instance's cloud adds to it.</param>
internal sealed class PermittedFlows(FirewallPolicy policy, Surroundings surroundings)
{
    private readonly Lazy<FlowSet> _certain = new(() => policy.Flows.Union(FlowSet.From(Expand(
        policy, name => surroundings.FindMembers(name).AtLeast?.Ranges ?? []))));

    private readonly Lazy<FlowSet> _possible = new(() => policy.Flows.Union(FlowSet.From(Expand(
        policy, name => surroundings.FindMembers(name).AtMost?.Ranges ?? NamedFlows.Everywhere))));

    /// <summary>Which of some flows are permitted for certain, and which may be; the former are among the latter.</summary>
    /// <param name="flows">The flows.</param>
    public (FlowSet Certain, FlowSet Possible) Among(ImmutableArray<FlowRange> flows)
    {
        var (certain, possible) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var range in flows)
        {
            var all = FlowSet.From(range);
            var (some, most) = FindPassage(range) is not null ? (all, all)
                : range.Remote.Group is { } name ? AmongNamed(range, all, name)
                : (all.Intersect(_certain.Value), all.Intersect(_possible.Value));
            (certain, possible) = (certain.Union(some), possible.Union(most));
        }

        return (certain, possible);
    }

    /// <summary>Why all of a rectangle passes whatever the policy says, or null.</summary>
    /// <param name="range">The flows.</param>
    public string? FindPassage(FlowRange range) =>
        range.Remote != Peer.CloudItself.Scope ? surroundings.FindPassage(range)?.Reason
        : range.Protocols.HasPortsOrMessages && !range.Protocols.IsIcmp && ArgumentProblems.IsServedByClouds(range.Direction, range.Ports)
            ? "what a cloud serves itself passes outside of the rules"
        : null;

    /// <summary>The names that a rule with some of the flows is for, in ordinal order.</summary>
    /// <param name="flows">The flows.</param>
    public ImmutableArray<string> FindNames(ImmutableArray<FlowRange> flows) =>
    [
        .. policy.Rules
            .Where(rule => flows.Any(range => IsAbout(rule, range)))
            .SelectMany(rule => rule.Peers.Select(peer => peer.Peer.Scope.Group))
            .Concat(flows.Select(range => range.Remote.Group))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Whether a rule has some of the protocols and ports of flows in their direction.</summary>
    private static bool IsAbout(Rule rule, FlowRange flows) =>
        new FlowRange(rule.Direction, rule.Protocol, flows.Remote, rule.Ports).Overlaps(flows);

    private static IEnumerable<FlowRange> Expand(FirewallPolicy policy, Func<string, IEnumerable<AddressRange>> membersOf) =>
        from rule in policy.Rules
        from peer in rule.Peers
        where peer.Peer.Scope.IsGroup
        from members in membersOf(peer.Peer.Scope.Group!)
        select new FlowRange(rule.Direction, rule.Protocol, members, rule.Ports);

    /// <summary>
    /// What a name may do: what a rule for it permits, and what is open to every address that it can have. It may do what is open to one.
    /// </summary>
    private (FlowSet Certain, FlowSet Possible) AmongNamed(FlowRange range, FlowSet all, string name)
    {
        var own = all.Intersect(policy.Flows);
        var expanded = NamedFlows.Expand(range, surroundings.FindMembers(name).AtMost?.Ranges);
        if (expanded.IsEmpty) return (own, own);
        var closed = NamedFlows.OnName(expanded.Except(_certain.Value), name);
        return (own.Union(all.Except(closed)), own.Union(NamedFlows.OnName(expanded.Intersect(_possible.Value), name)));
    }
}
