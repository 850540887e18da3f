using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>Evaluates a network security group: its rules in order of priority, the first that matches decides.</summary>
internal static class OrderedRules
{
    /// <summary>Stands for an address that no rule names: only rules on every address decide about it.</summary>
    private const string AnyoneElse = "(any-other-address)";

    private static readonly RemoteScope AnyIPv4 = Prefix.Any(AddressFamily.IPv4);
    private static readonly RemoteScope AnyIPv6 = Prefix.Any(AddressFamily.IPv6);

    /// <summary>The flows a group permits. A few set operations for each change between allowing and denying rules.</summary>
    /// <param name="rules">The rules in any order, Azure's default rules included where they count.</param>
    /// <returns>
    /// The permitted flows. Service tags and application security groups stay symbolic: what a rule on every address of both families
    /// permits or denies holds for them too, and what they may do only because everyone may, with no rule of their own, is left out.
    /// </returns>
    public static FlowSet Permitted(IEnumerable<OrderedRule> rules)
    {
        // Rules of different directions match no common flow, so that their order among each other decides nothing.
        var ordered = rules.OrderBy(rule => rule.Priority).ToList();
        var names = new HashSet<string>(StringComparer.Ordinal) { AnyoneElse };
        foreach (var rule in ordered)
        {
            foreach (var match in rule.Matches)
            {
                if (match.Remote.Group is { } name) names.Add(name);
            }
        }

        RemoteScope[] symbols = [.. names.Select(RemoteScope.OfGroup)];

        var permitted = FlowSet.Empty;
        var denied = FlowSet.Empty;
        var ownRules = FlowSet.Empty;
        foreach (var run in Runs(ordered))
        {
            var matches = FlowSet.From(WithSymbols(run, symbols));
            if (run[0].Allow)
            {
                // What an earlier rule let in stays in, though a later one denies it too.
                permitted = permitted.Union(matches.Except(denied));

                // A symbol's own rule counts unless a rule before it denies; that everyone has been let in before it changes nothing.
                ownRules = ownRules.Union(FlowSet.From(OfSymbols(run)).Except(denied));
            }
            else
            {
                denied = denied.Union(matches);
            }
        }

        return permitted.Except(FlowSet.From(OfEveryone(permitted, symbols)).Except(ownRules));
    }

    /// <summary>The rules cut where allowing and denying change: within a run it does not matter which rule decides about a flow.</summary>
    private static List<List<OrderedRule>> Runs(List<OrderedRule> ordered)
    {
        var runs = new List<List<OrderedRule>>();
        foreach (var rule in ordered)
        {
            if (runs.Count == 0 || runs[runs.Count - 1][0].Allow != rule.Allow) runs.Add([]);
            runs[runs.Count - 1].Add(rule);
        }

        return runs;
    }

    private static IEnumerable<FlowRange> OfSymbols(List<OrderedRule> rules)
    {
        foreach (var rule in rules)
        {
            foreach (var match in rule.Matches)
            {
                if (match.Remote.IsGroup) yield return match;
            }
        }
    }

    private static IEnumerable<FlowRange> WithSymbols(List<OrderedRule> rules, RemoteScope[] symbols)
    {
        foreach (var rule in rules)
        {
            foreach (var match in rule.Matches)
            {
                yield return match;
                if (!match.Remote.Equals(AnyIPv4) || !HasMatch(rule, new FlowRange(match.Direction, match.Protocols, AnyIPv6, match.Ports)))
                    continue;
                foreach (var symbol in symbols)
                    yield return new FlowRange(match.Direction, match.Protocols, symbol, match.Ports);
            }
        }
    }

    private static bool HasMatch(OrderedRule rule, FlowRange wanted)
    {
        foreach (var match in rule.Matches)
        {
            if (match.Equals(wanted)) return true;
        }

        return false;
    }

    /// <summary>What symbols may do only because everyone may.</summary>
    private static List<FlowRange> OfEveryone(FlowSet permitted, RemoteScope[] symbols)
    {
        var ranges = new List<FlowRange>();
        permitted.VisitDisjointRanges(AnyoneElse, (in FlowRange range) =>
        {
            foreach (var symbol in symbols)
                ranges.Add(new FlowRange(range.Direction, range.Protocols, symbol, range.Ports));
        });
        return ranges;
    }
}
