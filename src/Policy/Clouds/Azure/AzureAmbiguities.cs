using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Finds where the result of a network security group depends on the members of a service tag or application security group, which are not
/// known here: a rule that denies meets a later one that allows, and only one of them is about addresses, or both are about different
/// groups.
/// </summary>
internal static class AzureAmbiguities
{
    /// <summary>Pairs of groups that share no address by definition.</summary>
    private static readonly (string One, string Other)[] Disjoint =
        [
            ("Internet", "VirtualNetwork"), ("VirtualNetwork", "Internet"), (
                "AzureLoadBalancer", "Internet"), ("Internet", "AzureLoadBalancer"),
        ];

    /// <summary>The doubts about a group, each naming both rules.</summary>
    public static IEnumerable<Problem> Find(LiveGroup group)
    {
        foreach (var direction in group.Rules.GroupBy(rule => rule.Direction))
        {
            var rules = direction.OrderBy(rule => rule.Priority).ToList();
            if (!rules.Exists(rule => rule.Matches.Any(match => match.Remote.IsGroup) && !rule.IsDefault)) continue;
            var decided = new MatchedFlows();
            var denials = new List<LiveRule>();
            foreach (var rule in rules)
            {
                if (rule.Allow && denials.Count > 0)
                {
                    var effective = decided.LeftOf(rule.Matches).DisjointRanges();
                    foreach (var denial in denials)
                    {
                        if (denial.Matches.Any(denied => effective.Any(allowed => IsUncertain(denied, allowed))))
                        {
                            yield return Problem.Error(
                                ProblemIds.Undecided,
                                $"Rule '{denial.Id}' denies before rule '{rule.Id}' allows, and whether they meet depends on the "
                                    + "members of a service tag or group that are not known here");
                        }
                    }
                }

                if (!rule.Allow && !DeniesEveryone(rule)) denials.Add(rule);
                // What everyone is denied, the members of every group are denied as well: nothing behind it is in doubt.
                if (!rule.Allow && DeniesEveryone(rule))
                {
                    decided.Add(
                        rule.Matches.Concat(
                            SymbolsOf(rules).SelectMany(
                                symbol =>
                                    rule.Matches.Select(match => new FlowRange(match.Direction, match.Protocols, symbol, match.Ports)))));
                }
                else if (rule.OwnSide.IsEmpty && rule.SourcePorts.IsEmpty)
                    decided.Add(rule.Matches);
            }
        }
    }

    private static bool IsUncertain(FlowRange denied, FlowRange allowed) =>
        denied.Protocols.Overlaps(allowed.Protocols) && denied.Ports.Overlaps(allowed.Ports)
        && (denied.Remote.IsGroup || allowed.Remote.IsGroup)
        && !string.Equals(denied.Remote.Group, allowed.Remote.Group, StringComparison.Ordinal)
        && !Disjoint.Contains((denied.Remote.Group ?? "", allowed.Remote.Group ?? ""));

    private static bool DeniesEveryone(LiveRule rule) =>
        rule.OwnSide.IsEmpty && rule.SourcePorts.IsEmpty
        && rule.Matches.Any(match => match.Remote == Prefix.Any(AddressFamily.IPv4))
        && rule.Matches.Any(match => match.Remote == Prefix.Any(AddressFamily.IPv6));

    private static IEnumerable<RemoteScope> SymbolsOf(List<LiveRule> rules) =>
        rules.SelectMany(rule => rule.Matches).Select(match => match.Remote).Where(remote => remote.IsGroup).Distinct();
}
