using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>The flows that the rules looked at so far have decided, so that later rules decide them no more.</summary>
/// <remarks>
/// Kept as sets of which each holds more than twice the rules of the next: so each rule is put into a new set as often as the logarithm of
/// their number, and not once for every rule that follows it.
/// </remarks>
internal sealed class MatchedFlows
{
    private readonly List<(int Rules, FlowSet Flows)> _sets = [];

    /// <summary>Adds what a rule matches.</summary>
    public void Add(IEnumerable<FlowRange> matches)
    {
        var (rules, flows) = (1, FlowSet.From(matches));
        while (_sets.Count > 0 && _sets[_sets.Count - 1] is var last && last.Rules <= 2 * rules)
        {
            (rules, flows) = (rules + last.Rules, last.Flows.Union(flows));
            _sets.RemoveAt(_sets.Count - 1);
        }

        _sets.Add((rules, flows));
    }

    /// <summary>What of a rule's matches is not decided yet.</summary>
    public FlowSet LeftOf(ImmutableArray<FlowRange> matches)
    {
        FlowSet? left = null;
        foreach (var (_, flows) in _sets)
        {
            // Most rules have nothing to do with each other, which a look at the rule's own addresses tells.
            if (left is null && !matches.Any(flows.Overlaps)) continue;
            left = left is null && matches.All(flows.Contains) ? FlowSet.Empty : (left ?? FlowSet.From(matches)).Except(flows);
            if (left.IsEmpty) return left;
        }

        return left ?? FlowSet.From(matches);
    }
}
