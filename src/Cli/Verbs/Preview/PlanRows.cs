using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Preview;

/// <summary>Reads a plan's resources, from their properties, as one line for each rule the cloud gets.</summary>
internal static class PlanRows
{
    /// <summary>The lines, permissions in the order of the policy's rules and then what serves no rule, inbound first.</summary>
    /// <param name="plan">The plan.</param>
    public static ImmutableArray<PlanRow> From(Plan plan)
    {
        var places = new Dictionary<string, RulePlace>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            var rule = plan.Rules[i];
            places[Key(rule.Direction, RuleText.Of(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports))] = new RulePlace(i, rule);
        }

        return
        [
            .. plan.Cloud.ReadRows(plan).Select(row => From(row, places))
                .Select(line => new { Line = line, Place = line.Note is null ? places.GetValueOrDefault(Key(line.Direction, line.Protocol, line.Ports)) : null })
                .OrderBy(entry => (int)entry.Line.Direction)
                .ThenBy(entry => entry.Place?.Index ?? int.MaxValue)
                .ThenBy(entry => entry.Place?.IndexOfPeer(entry.Line.Peers) ?? 0)
                .Select(entry => entry.Line),
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

    private static string Key(Direction direction, string protocol, string ports) => $"{RuleText.Of(direction)} {protocol} {ports}";

    /// <summary>A rule of the policy and its place among them, with what is asked of it for each line made once.</summary>
    private sealed class RulePlace(int index, Rule rule)
    {
        private readonly Lazy<string[]> _peers = new(() => Array.ConvertAll(rule.Peers.ToArray(), static peer => peer.Peer.ToString()));

        public int Index { get; } = index;

        /// <summary>Where the first of the peers stands in the rule, so that IPv4 goes before IPv6.</summary>
        public int IndexOfPeer(ImmutableArray<string> peers)
        {
            var found = Array.FindIndex(_peers.Value, peer => peers.Contains(peer));
            return found < 0 ? rule.Peers.Length : found;
        }

        /// <summary>What the rule serves towards these peers.</summary>
        public ImmutableArray<Origin> OriginsOf(ImmutableArray<string> peers)
        {
            if (peers is [PlannedRow.Everyone]) return rule.Origins;
            var prefixes = Array.ConvertAll(peers.ToArray(), static text => Prefix.TryParse(text, out var prefix, out _) ? Peer.FromPrefix(prefix) : null);
            return [.. rule.Peers.Where((peer, i) => IsWithin(peer.Peer, _peers.Value[i], prefixes, peers)).SelectMany(peer => peer.Origins).Distinct().Order()];
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
