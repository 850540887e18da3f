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
        var places = new Dictionary<(Direction, string, string), RulePlace>();
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            var rule = plan.Rules[i];
            var key = (rule.Direction, RuleText.Describe(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports));
            places[key] = new RulePlace(i, rule);
        }

        return
        [
            .. from planned in plan.Cloud.ReadRows(plan)
               let row = From(planned, places)
               let place = row.Note is null ? places.GetValueOrDefault((row.Direction, row.Protocol, row.Ports)) : null
               orderby row.Direction, place?.Index ?? int.MaxValue, place?.IndexOfPeer(row.Peers) ?? 0
               select row,
        ];
    }

    private static PlanRow From(PlannedRow row, Dictionary<(Direction, string, string), RulePlace> places)
    {
        var origins = row.Origins;
        if (origins.IsEmpty && row.IsAllowed && places.TryGetValue((row.Direction, row.Protocol, row.Ports), out var place))
            origins = place.OriginsOf(row.Peers);
        return new PlanRow(
            row.Name,
            row.Direction,
            row.Protocol,
            row.Ports,
            row.IsAllowed,
            [.. row.Peers.Select(peer => peer == PlannedRow.Everyone ? "any" : peer)],
            origins,
            origins.IsEmpty ? row.Description : null);
    }

    /// <summary>A rule of the policy and its index; what is looked up in its peers is made once for all rows.</summary>
    private sealed class RulePlace(int index, Rule rule)
    {
        private readonly Lazy<Dictionary<string, int>> _peers = new(
            () => rule.Peers.Select((peer, i) => (Text: peer.Peer.ToString(), i)).ToDictionary(peer => peer.Text, peer => peer.i));

        public int Index { get; } = index;

        /// <summary>The index of the first of the peers in the rule, so that IPv4 comes before IPv6.</summary>
        public int IndexOfPeer(ImmutableArray<string> peers) =>
            peers.Select(peer => _peers.Value.GetValueOrDefault(peer, rule.Peers.Length)).DefaultIfEmpty(rule.Peers.Length).Min();

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
            return [.. served.SelectMany(peer => peer.Origins).Distinct().Order()];
        }
    }
}
