using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Comparison;

/// <summary>
/// Brings the groups that only a cloud knows into the plan's terms: Azure's in the plan's letter case, and AWS prefix lists as their entries
/// except where the plan names the list itself.
/// </summary>
internal sealed class PlannedSymbols
{
    private static readonly string[] KnownTags = ["VirtualNetwork", "AzureLoadBalancer", "Internet"];

    private readonly Dictionary<string, string> _spellings;
    private readonly HashSet<string> _named;

    public PlannedSymbols(Plan plan)
    {
        _named = new HashSet<string>(plan.Flows.Groups(Direction.Inbound).Concat(plan.Flows.Groups(Direction.Outbound)), StringComparer.Ordinal);
        _spellings = new Dictionary<string, string>(plan.Cloud == Cloud.Azure ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in plan.Cloud == Cloud.Azure ? _named.Concat(KnownTags) : _named)
        {
            _spellings[name] = name;
            // A plan may name a group with its account; AWS tells the two apart.
            if (plan.Cloud == Cloud.Aws) _spellings[name.Substring(name.IndexOf('/') + 1)] = name;
        }
    }

    /// <summary>The group in the plan's terms.</summary>
    public LiveGroup Resolve(LiveGroup group)
    {
        if (!group.Rules.Any(rule => rule.Matches.Any(match => match.Remote.IsGroup) || rule.OwnSide.Any(own => own.IsGroup))) return group;
        var unread = new List<string>();
        ImmutableArray<LiveRule> rules = [.. group.Rules.Select(rule => rule with
        {
            Matches = [.. rule.Matches.SelectMany(match => Resolve(group, rule, match, unread))],
            OwnSide = [.. rule.OwnSide.Select(own => own.Group is { } name ? RemoteScope.OfGroup(Spelled(group.Cloud, name)) : own)],
        })];
        return group with { Rules = rules, Problems = [.. group.Problems, .. unread] };
    }

    private IEnumerable<FlowRange> Resolve(LiveGroup group, LiveRule rule, FlowRange match, List<string> unread)
    {
        if (match.Remote.Group is not { } name) return [match];
        if (group.Cloud == Cloud.Azure)
            return [new FlowRange(match.Direction, match.Protocols, RemoteScope.OfGroup(Spelled(group.Cloud, name)), match.Ports)];
        if (_named.Contains(name)) return [match];
        if (!name.StartsWith("pl-", StringComparison.Ordinal))
            return [new FlowRange(match.Direction, match.Protocols, RemoteScope.OfGroup(Spelled(group.Cloud, name)), match.Ports)];
        if (group.PrefixLists.TryGetValue(name, out var entries))
            return entries.Select(entry => new FlowRange(match.Direction, match.Protocols, entry, match.Ports));
        unread.Add($"rule {rule.Id} refers to prefix list {name}, whose entries were not read. For files, give the output of 'aws ec2 get-managed-prefix-list-entries --prefix-list-id {name}' as {name}.json with --live.");
        return [match];
    }

    /// <summary>Azure takes names in any letter case; where the plan has none of its own, lower case is as good as any.</summary>
    private string Spelled(Cloud cloud, string name) =>
        _spellings.TryGetValue(name, out var spelling) ? spelling : cloud == Cloud.Azure ? _spellings[name] = name : name;
}
