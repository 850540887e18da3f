using System.Collections.Immutable;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;

namespace Starface.Policy.Expectations;

/// <summary>The flows of a pattern, with the addresses that its names have for an instance.</summary>
/// <param name="words">The pattern in its usual spelling.</param>
/// <param name="ranges">The flows, which differ in their remote side alone; empty where the pattern is about nobody.</param>
internal sealed class TestedFlows(string words, ImmutableArray<FlowRange> ranges)
{
    private readonly Lazy<FlowSet> _all = new(() => FlowSet.From(ranges));

    /// <summary>The pattern in its usual spelling.</summary>
    public string Words => words;

    /// <summary>The flows, which differ in their remote side alone; empty where the pattern is about nobody.</summary>
    public ImmutableArray<FlowRange> Ranges => ranges;

    /// <summary>Why the test has no flows, as the end of a sentence; null where it has some.</summary>
    public string? WhyEmpty { get; init; }

    /// <summary>All of the flows.</summary>
    public FlowSet All => _all.Value;

    /// <summary>
    /// The flows with those of the names that rules are for, where they are about everyone: each member of a name has some address.
    /// </summary>
    /// <param name="policy">The policy, made for an instance.</param>
    public TestedFlows WithNamesOf(FirewallPolicy policy)
    {
        if (ranges.IsEmpty || !NamedFlows.Expand(ranges[0], null).Except(All).IsEmpty) return this;
        var first = ranges[0];
        var named = policy.Flows.Groups(first.Direction)
            .Select(name => new FlowRange(first.Direction, first.Protocols, RemoteScope.OfGroup(name), first.Ports));
        return new(words, [.. ranges, .. named]) { WhyEmpty = WhyEmpty };
    }
}
