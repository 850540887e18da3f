using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Preview;

/// <summary>Reads the resources of a plan as one row for each rule that the cloud receives.</summary>
internal static class PlanRows
{
    /// <summary>The rows: inbound first, permissions in the order of the policy's rules, then what serves no rule.</summary>
    /// <param name="plan">The plan.</param>
    public static ImmutableArray<PlanRow> From(Plan plan)
    {
        var ranks = RankPeers(plan.Rules);
        var places = new Dictionary<(Direction, string, string), RulePlace>();
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            var rule = plan.Rules[i];
            var key = (rule.Direction, RuleText.Describe(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports));
            places[key] = new RulePlace(i, rule, ranks);
        }

        return
        [
            .. plan.Cloud.ReadRows(plan)
                .Select(row => From(row, places.GetValueOrDefault((row.Direction, row.Protocol, row.Ports))))
                .OrderBy(placed => placed.Row.Direction)
                .ThenBy(placed => placed.Rule)
                .ThenBy(placed => placed.Peer)
                .Select(placed => placed.Row),
        ];
    }

    /// <summary>The place of each peer among all of them. The peers of each rule are in this order.</summary>
    private static Dictionary<string, int> RankPeers(ImmutableArray<Rule> rules)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var peer in rules.SelectMany(rule => rule.Peers).Select(peer => peer.Peer).Distinct().Order())
            ranks.TryAdd(peer.ToString(), ranks.Count);
        return ranks;
    }

    private static PlacedRow From(PlannedRow planned, RulePlace? place)
    {
        var row = From(planned, planned.Origins.IsEmpty && planned.IsAllowed && place is not null
            ? place.OriginsOf(planned.Peers)
            : planned.Origins);
        return place is null || row.Note is not null
            ? new PlacedRow(row, int.MaxValue, 0)
            : new PlacedRow(row, place.Index, place.RankOfPeer(row.Peers));
    }

    private static PlanRow From(PlannedRow row, ImmutableArray<Origin> origins) =>
        new(
            row.Name,
            row.Direction,
            row.Protocol,
            row.Ports,
            row.IsAllowed,
            row.Peers.Contains(PlannedRow.Everyone)
                ? [.. row.Peers.Select(peer => peer == PlannedRow.Everyone ? "any" : peer)]
                : row.Peers,
            origins,
            origins.IsEmpty ? row.Description : null);

    /// <summary>A row and its place.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Rule">The index of its rule in the policy.</param>
    /// <param name="Peer">The rank of its first peer.</param>
    private sealed record PlacedRow(PlanRow Row, int Rule, int Peer);

    /// <summary>A rule of the policy and its index.</summary>
    private sealed class RulePlace(int index, Rule rule, Dictionary<string, int> ranks)
    {
        public int Index { get; } = index;

        /// <summary>The rank of the first of the peers, so that IPv4 comes before IPv6.</summary>
        public int RankOfPeer(ImmutableArray<string> peers)
        {
            var first = int.MaxValue;
            foreach (var peer in peers) first = Math.Min(first, ranks.GetValueOrDefault(peer, first));
            return first;
        }

        /// <summary>The origins that ask for these peers.</summary>
        public ImmutableArray<Origin> OriginsOf(ImmutableArray<string> peers)
        {
            if (peers is [PlannedRow.Everyone]) return rule.Origins;
            var prefixes = new HashSet<Prefix>();
            var names = new List<string>();
            foreach (var text in peers)
            {
                if (Prefix.TryParse(text, out var prefix, out _)) prefixes.Add(prefix);
                else names.Add(text);
            }

            // Only the lengths that occur: a rule with many peers is looked at for each of its rows.
            var lengths = prefixes.Select(prefix => prefix.Length).Distinct().ToList();
            var served = rule.Peers.Where(peer => peer.Peer.Prefix is { } prefix
                ? lengths.Exists(length => length <= prefix.Length && prefixes.Contains(Prefix.From(prefix.Network, length)))
                : names.Exists(name => peer.Peer.ToString().EndsWith(name, StringComparison.Ordinal)));
            return Origin.Join(served.Select(peer => peer.Origins));
        }
    }
}
