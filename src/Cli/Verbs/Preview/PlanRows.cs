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
        var places = new Dictionary<string, RulePlace>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            var rule = plan.Rules[i];
            var key = Key(rule.Direction, RuleText.Describe(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports));
            places[key] = new RulePlace(i, rule);
        }

        return
        [
            .. from planned in plan.Cloud.ReadRows(plan)
               let row = From(planned, places)
               let place = row.Note is null ? places.GetValueOrDefault(Key(row.Direction, row.Protocol, row.Ports)) : null
               orderby row.Direction, place?.Index ?? int.MaxValue, place?.IndexOfPeer(row.Peers) ?? 0
               select row,
        ];
    }

    private static PlanRow From(PlannedRow row, Dictionary<string, RulePlace> places)
    {
        var origins = row.Origins;
        if (origins.IsEmpty && row.IsAllowed && places.TryGetValue(Key(row.Direction, row.Protocol, row.Ports), out var place))
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

    private static string Key(Direction direction, string protocol, string ports) => $"{RuleText.Describe(direction)} {protocol} {ports}";

    /// <summary>A rule of the policy and its index; the texts of its peers are made once for all rows.</summary>
    private sealed class RulePlace(int index, Rule rule)
    {
        private readonly Lazy<string[]> _peers = new(() => Array.ConvertAll(rule.Peers.ToArray(), static peer => peer.Peer.ToString()));

        public int Index { get; } = index;

        /// <summary>The index of the first of the peers in the rule, so that IPv4 comes before IPv6.</summary>
        public int IndexOfPeer(ImmutableArray<string> peers)
        {
            var found = Array.FindIndex(_peers.Value, peer => peers.Contains(peer));
            return found < 0 ? rule.Peers.Length : found;
        }

        /// <summary>The origins that ask for these peers.</summary>
        public ImmutableArray<Origin> OriginsOf(ImmutableArray<string> peers)
        {
            if (peers is [PlannedRow.Everyone]) return rule.Origins;
            var prefixes = Array.ConvertAll(
                peers.ToArray(), static text => Prefix.TryParse(text, out var prefix, out _) ? Peer.FromPrefix(prefix) : null);
            var served = rule.Peers.Where((peer, i) => IsWithin(peer.Peer, _peers.Value[i], prefixes, peers));
            return [.. served.SelectMany(peer => peer.Origins).Distinct().Order()];
        }

        private static bool IsWithin(Peer peer, string name, Peer?[] prefixes, ImmutableArray<string> texts)
        {
            for (var i = 0; i < prefixes.Length; i++)
            {
                if (prefixes[i] is { } prefix ? prefix.Contains(peer) : name.EndsWith(texts[i], StringComparison.Ordinal)) return true;
            }

            return false;
        }
    }
}
