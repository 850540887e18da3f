using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>
/// Brings the groups that only a cloud knows into the plan's terms: Azure's in the plan's letter case, and AWS prefix lists as their
/// entries except where the plan names the list itself.
/// </summary>
internal sealed class PlannedSymbols
{
    private readonly CloudTarget _cloud;
    private readonly Dictionary<string, string> _spellings;
    private readonly HashSet<string> _named;

    public PlannedSymbols(Plan plan)
    {
        _cloud = plan.Cloud;
        _named = new HashSet<string>(
            plan.Flows.Groups(Direction.Inbound).Concat(plan.Flows.Groups(Direction.Outbound)), StringComparer.Ordinal);
        _spellings = new Dictionary<string, string>(_cloud.NameComparer);
        foreach (var name in _named.Concat(_cloud.WellKnownNames))
        {
            foreach (var spelling in _cloud.FindSpellings(name)) _spellings[spelling] = name;
        }
    }

    /// <summary>The group in the plan's terms.</summary>
    public LiveGroup Resolve(LiveGroup group)
    {
        if (!group.Rules.Any(rule => rule.Matches.Any(match => match.Remote.IsGroup) || rule.OwnSide.Any(own => own.IsGroup))) return group;
        var unread = new List<Problem>();
        ImmutableArray<LiveRule> rules = [.. group.Rules.Select(rule => rule with
        {
            Matches = [.. rule.Matches.SelectMany(match => Resolve(group, rule, match, unread))],
            OwnSide = [.. rule.OwnSide.Select(own => own.Group is { } name ? RemoteScope.OfGroup(Spelled(name)) : own)],
        })];
        return group with { Rules = rules, Problems = [.. group.Problems, .. unread] };
    }

    private IEnumerable<FlowRange> Resolve(LiveGroup group, LiveRule rule, FlowRange match, List<Problem> unread)
    {
        if (match.Remote.Group is not { } name) return [match];
        if (_named.Contains(name)) return [match];
        if (_cloud.FindPrefixListCommand(name) is not { } command)
            return [new FlowRange(match.Direction, match.Protocols, RemoteScope.OfGroup(Spelled(name)), match.Ports)];
        if (group.PrefixLists.TryGetValue(name, out var entries))
            return entries.Select(entry => new FlowRange(match.Direction, match.Protocols, entry, match.Ports));
        unread.Add(
            Problem.Error(
                ProblemIds.Incomplete,
                $"Rule {rule.Id} refers to prefix list {name}, whose entries were not read",
                $"for files, give the output of '{command}' as {name}.json with --live"));
        return [match];
    }

    /// <summary>The spelling that a name has first been met in; where the plan has none of its own, any is as good as another.</summary>
    private string Spelled(string name)
    {
        if (_spellings.TryGetValue(name, out var spelling)) return spelling;
        _spellings.Add(name, name);
        return name;
    }
}
