using System.Collections.Immutable;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Expectations;

/// <summary>
/// The flows that are permitted for certain, and those that may be: the members of a name that a rule is for are not known.
/// </summary>
internal sealed class PermittedFlows
{
    private readonly FlowSet _flows;
    private readonly ImmutableArray<FlowRange> _named;
    private readonly Surroundings _surroundings;
    private readonly Lazy<FlowSet> _certain;
    private readonly Lazy<FlowSet> _possible;

    /// <summary>What a policy permits.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="surroundings">What the instance's cloud adds to it.</param>
    public PermittedFlows(FirewallPolicy policy, Surroundings surroundings)
        : this(policy.Flows, [.. policy.Rules.SelectMany(rule => rule.FlowRanges()).Where(range => range.Remote.IsGroup)], surroundings)
    {
    }

    /// <summary>What is in a set of flows.</summary>
    /// <param name="flows">The flows.</param>
    /// <param name="surroundings">What the instance's cloud adds to them.</param>
    public PermittedFlows(FlowSet flows, Surroundings surroundings)
        : this(flows, NamedIn(flows), surroundings)
    {
    }

    private PermittedFlows(FlowSet flows, ImmutableArray<FlowRange> named, Surroundings surroundings)
    {
        (_flows, _named, _surroundings) = (flows, named, surroundings);
        _certain = new(() => With(name => surroundings.FindMembers(name).AtLeast?.Ranges ?? []));
        _possible = new(() => With(name => surroundings.FindMembers(name).AtMost?.Ranges ?? NamedFlows.Everywhere));
    }

    /// <summary>Whether a rectangle is permitted for certain, where that is seen at once; false where it has to be looked at.</summary>
    /// <param name="range">The flows.</param>
    public bool Contains(FlowRange range) => _flows.Contains(range);

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
        range.Remote != Peer.CloudItself.Scope ? _surroundings.FindPassage(range)?.Reason
        : range.Protocols.HasPortsOrMessages && !range.Protocols.IsIcmp && ArgumentProblems.IsServedByClouds(range.Direction, range.Ports)
            ? "what a cloud serves itself passes outside of the rules"
        : null;

    /// <summary>The names that a rule with some of the flows is for, in ordinal order.</summary>
    /// <param name="flows">The flows.</param>
    public ImmutableArray<string> FindNames(ImmutableArray<FlowRange> flows) =>
    [
        .. _named
            .Where(named => flows.Any(range => IsAbout(named, range)))
            .Select(named => named.Remote.Group)
            .Concat(flows.Select(range => range.Remote.Group))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static ImmutableArray<FlowRange> NamedIn(FlowSet flows)
    {
        var named = ImmutableArray.CreateBuilder<FlowRange>();
        foreach (var name in flows.Groups(Direction.Inbound).Union(flows.Groups(Direction.Outbound), StringComparer.Ordinal))
            flows.VisitDisjointRanges(name, (in FlowRange range) => named.Add(range));
        return named.ToImmutable();
    }

    /// <summary>Whether a rule for a name has some of the protocols and ports of flows in their direction.</summary>
    private static bool IsAbout(FlowRange named, FlowRange flows) =>
        new FlowRange(named.Direction, named.Protocols, flows.Remote, named.Ports).Overlaps(flows);

    /// <summary>The flows with those that the names have by their members.</summary>
    private FlowSet With(Func<string, IEnumerable<AddressRange>> membersOf) => _flows.Union(FlowSet.From(
        from range in _named
        from members in membersOf(range.Remote.Group!)
        select new FlowRange(range.Direction, range.Protocols, members, range.Ports)));

    /// <summary>
    /// What a name may do: what a rule for it permits, and what is open to every address that it can have. It may do what is open to one.
    /// </summary>
    private (FlowSet Certain, FlowSet Possible) AmongNamed(FlowRange range, FlowSet all, string name)
    {
        var own = all.Intersect(_flows);
        var expanded = NamedFlows.Expand(range, _surroundings.FindMembers(name).AtMost?.Ranges);
        if (expanded.IsEmpty) return (own, own);
        var closed = NamedFlows.OnName(expanded.Except(_certain.Value), name);
        return (own.Union(all.Except(closed)), own.Union(NamedFlows.OnName(expanded.Intersect(_possible.Value), name)));
    }
}
