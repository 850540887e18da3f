using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;
using Starface.Policy.Planning.Azure;

namespace Starface.Cli.Verbs.Preview;

/// <summary>Reads a plan's resources, from their properties, as one line for each rule the cloud gets.</summary>
internal static class PlanRows
{
    private const string Everything = "*";
    private const string All = "all";

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
            .. plan.Resources.SelectMany(resource => LinesOf(resource, places))
                .Select(line => new { Line = line, Place = line.Note is null ? places.GetValueOrDefault(Key(line.Direction, line.Protocol, line.Ports)) : null })
                .OrderBy(entry => (int)entry.Line.Direction)
                .ThenBy(entry => entry.Place?.Index ?? int.MaxValue)
                .ThenBy(entry => entry.Place?.IndexOfPeer(entry.Line.Peers) ?? 0)
                .Select(entry => entry.Line),
        ];
    }

    private static IEnumerable<PlanRow> LinesOf(PlannedResource resource, Dictionary<string, RulePlace> places) => resource.Type switch
    {
        AwsTypes.IngressRule => [OfAws(resource, Direction.Inbound)],
        AwsTypes.EgressRule => [OfAws(resource, Direction.Outbound)],
        AzureTypes.NetworkSecurityGroup => resource.Properties.Maps("securityRules").Select(rule => OfAzure(rule, places)),
        _ => [],
    };

    private static PlanRow OfAws(PlannedResource resource, Direction direction)
    {
        var properties = resource.Properties;
        var protocol = properties.Text("ipProtocol") switch
        {
            "-1" => All,
            "50" => RuleText.Of(Protocol.Esp),
            "51" => RuleText.Of(Protocol.Ah),
            var other => other ?? All,
        };
        string[] sides = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];
        return new PlanRow(
            resource.Name,
            direction,
            protocol,
            AwsPorts(protocol, properties.Number("fromPort"), properties.Number("toPort")),
            IsAllowed: true,
            [.. sides.Select(side => PeerText(properties[side])).OfType<string>()],
            resource.Origins,
            null);
    }

    private static string AwsPorts(string protocol, int? from, int? to)
    {
        if (from is not { } first || to is not { } last || first < 0) return All;
        if (protocol is "icmp" or "icmpv6")
            return last < 0 ? string.Create(CultureInfo.InvariantCulture, $"type {first}") : string.Create(CultureInfo.InvariantCulture, $"type {first} code {last}");
        if (first == 0 && last == 65535) return All;
        return first == last ? Number(first) : $"{Number(first)}-{Number(last)}";
    }

    private static string? PeerText(PropertyValue? side) => side switch
    {
        PropertyText { Value: var text } => text,
        PropertyReference reference => reference.Resource,
        PropertyInput input => input.Name,
        _ => null,
    };

    private static PlanRow OfAzure(PropertyMap rule, Dictionary<string, RulePlace> places)
    {
        var direction = rule.Text("direction") == "Inbound" ? Direction.Inbound : Direction.Outbound;
        var protocol = rule.Text("protocol") is { } text and not Everything ? text.ToLowerInvariant() : All;
        var ports = rule.Text("destinationPortRange") is { } range and not Everything ? range : All;
        var side = direction == Direction.Inbound ? "source" : "destination";
        var one = rule.Text(side + "AddressPrefix");
        ImmutableArray<string> peers = one is null ? rule.Texts(side + "AddressPrefixes") : [one];
        var isAllowed = rule.Text("access") == "Allow";
        var origins = isAllowed && places.TryGetValue(Key(direction, protocol, ports), out var place) ? place.OriginsOf(peers) : [];
        return new PlanRow(
            rule.Text("name") ?? "", direction, protocol, ports, isAllowed, [.. peers.Select(peer => peer == Everything ? "any" : peer)], origins, origins.IsEmpty ? rule.Text("description") : null);
    }

    private static string Key(Direction direction, string protocol, string ports) => $"{RuleText.Of(direction)} {protocol} {ports}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

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
            if (peers is [Everything]) return rule.Origins;
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
