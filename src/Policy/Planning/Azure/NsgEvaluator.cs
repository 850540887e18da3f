using Starface.Policy.Flows;

namespace Starface.Policy.Planning.Azure;

/// <summary>Evaluates a network security group: its rules in order of priority, the first that matches decides.</summary>
public static class NsgEvaluator
{
    /// <summary>Stands for an address that no rule names: only rules on every address decide about it.</summary>
    private static readonly RemoteScope AnyoneElse = RemoteScope.OfGroup("(any-other-address)");

    /// <summary>The flows a group permits. O(r) set operations for r rules.</summary>
    /// <param name="rules">The rules in any order, Azure's default rules included where they count.</param>
    /// <returns>
    /// The permitted flows. Service tags and application security groups stay symbolic: what a rule on every address of both families
    /// permits or denies holds for them too, and what they may do only because everyone may, with no rule of their own, is left out.
    /// </returns>
    public static FlowSet Permitted(IEnumerable<NsgRule> rules)
    {
        var ordered = rules.OrderBy(rule => rule.Direction).ThenBy(rule => rule.Priority).ToList();
        var symbols = ordered
            .SelectMany(rule => rule.Matches)
            .Where(match => match.Remote.IsGroup)
            .Select(match => match.Remote)
            .Append(AnyoneElse)
            .Distinct()
            .ToList();

        var permitted = FlowSet.Empty;
        var decided = FlowSet.Empty;
        var denied = FlowSet.Empty;
        var ownRules = FlowSet.Empty;
        foreach (var rule in ordered)
        {
            var matches = FlowSet.From(rule.Matches.Concat(ForSymbols(rule, symbols)));
            if (rule.Allow)
            {
                permitted = permitted.Union(matches.Except(decided));

                // A symbol's own rule counts unless a rule before it denies; that everyone has been let in before it changes nothing.
                var own = rule.Matches.Where(match => match.Remote.IsGroup).ToList();
                if (own.Count > 0) ownRules = ownRules.Union(FlowSet.From(own).Except(denied));
            }
            else
            {
                denied = denied.Union(matches);
            }

            decided = decided.Union(matches);
        }

        var everyone = permitted.Ranges().Where(range => range.Remote.Equals(AnyoneElse)).ToList();
        var asEveryone = FlowSet.From(symbols.SelectMany(symbol => everyone.Select(range => new FlowRange(range.Direction, range.Protocols, symbol, range.Ports))));
        return permitted.Except(asEveryone.Except(ownRules));
    }

    private static IEnumerable<FlowRange> ForSymbols(NsgRule rule, List<RemoteScope> symbols) =>
        rule.Matches
            .Where(match => IsAny(match.Remote, AddressFamily.IPv4)
                && rule.Matches.Contains(new FlowRange(match.Direction, match.Protocols, Prefix.Any(AddressFamily.IPv6), match.Ports)))
            .SelectMany(match => symbols.Select(symbol => new FlowRange(match.Direction, match.Protocols, symbol, match.Ports)));

    private static bool IsAny(RemoteScope remote, AddressFamily family) => remote == Prefix.Any(family);
}
