using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

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
        ImmutableArray<LiveRule> rules = [.. group.Rules.Select(rule => rule with
        {
            Matches = [.. rule.Matches.SelectMany(match => Resolve(group, match))],
            OwnSide = [.. rule.OwnSide.Select(own => own.Group is { } name ? RemoteScope.OfGroup(Spelled(name)) : own)],
        })];
        return group with { Rules = rules };
    }

    private IEnumerable<FlowRange> Resolve(LiveGroup group, FlowRange match)
    {
        if (match.Remote.Group is not { } name || _named.Contains(name)) return [match];
        return _cloud.FindPrefixListCommand(name) is not null && group.PrefixLists.TryGetValue(name, out var entries)
            ? entries.Select(entry => new FlowRange(match.Direction, match.Protocols, entry, match.Ports))
            : [new FlowRange(match.Direction, match.Protocols, RemoteScope.OfGroup(Spelled(name)), match.Ports)];
    }

    /// <summary>The spelling that a name has first been met in; where the plan has none of its own, any is as good as another.</summary>
    private string Spelled(string name)
    {
        if (_spellings.TryGetValue(name, out var spelling)) return spelling;
        _spellings.Add(name, name);
        return name;
    }
}
