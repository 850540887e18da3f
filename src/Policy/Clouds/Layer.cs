using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>One thing on the way of a packet that permits or denies.</summary>
/// <param name="kind">The kind.</param>
/// <param name="title">What the layer is called in sentences, such as <c>network ACL acl-0b…</c>.</param>
internal abstract class Layer(LayerKind kind, string title)
{
    /// <summary>The kind.</summary>
    public LayerKind Kind { get; } = kind;

    /// <summary>What the layer is called in sentences, such as <c>network ACL acl-0b…</c>.</summary>
    public string Title { get; } = title;

    /// <summary>The groups whose rules decide; empty where the layer has no rules or was not read.</summary>
    public virtual ImmutableArray<LiveGroup> Groups => [];

    /// <summary>Why it is not known what the layer lets through; empty when it is known.</summary>
    public virtual ImmutableArray<Problem> Doubts => [];

    /// <summary>Whether the layer lets everything through, whatever the end and the members of names.</summary>
    public virtual bool IsOpen => false;

    /// <summary>The rules of all groups.</summary>
    public IEnumerable<LiveRule> Rules => Groups.SelectMany(group => group.Rules);

    /// <summary>The rules that can decide about a flow.</summary>
    public virtual IEnumerable<LiveRule> DecidingRules => Rules;

    /// <summary>What passes the layer.</summary>
    /// <param name="members">Which names contain the remote address.</param>
    /// <param name="end">The local end.</param>
    /// <param name="rules">Selects the rules that can matter; the flows of others may be left out of the result.</param>
    public abstract LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules);

    /// <summary>What is delivered without a look at the layers behind this one.</summary>
    /// <param name="members">Which names contain the remote address.</param>
    /// <param name="end">The local end.</param>
    /// <param name="rules">Selects the rules that can matter.</param>
    public virtual LayerPassage? Deliver(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) => null;

    /// <summary>The rule that decides about a flow, and whether it permits it.</summary>
    /// <param name="flow">The flow, with the service of one packet and one remote address.</param>
    /// <param name="members">Which names contain the remote address.</param>
    /// <param name="end">The local end.</param>
    /// <returns>The deciding rule with its group, or nothing when no rule matches.</returns>
    public virtual (LiveGroup Group, LiveRule Rule)? FindDecision(FlowRange flow, MemberAssignment members, LocalEndpoint end)
    {
        foreach (var (group, rule) in InOrder())
        {
            if (end.Meets(rule) && rule.Matches.SelectMany(members.Expand).Any(match => match.Contains(flow))) return (group, rule);
        }

        return null;
    }

    private IEnumerable<(LiveGroup Group, LiveRule Rule)> InOrder() =>
        from found in from live in Groups from rule in live.Rules select (Group: live, Rule: rule)
        orderby found.Rule.Priority
        select found;
}
