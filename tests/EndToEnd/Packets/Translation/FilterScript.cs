using System.Globalization;
using System.Text;

namespace Starface.EndToEnd.Packets.Translation;

/// <summary>
/// Writes rules as a ruleset of nftables whose cost for a packet does not grow with the number of rules: the protocol is looked up in a
/// map, the port in a map of intervals, and each of those leads to a short chain of sets of addresses.
/// </summary>
internal sealed class FilterScript
{
    /// <summary>
    /// The source address of the frames that every ruleset lets pass, so that the receiver knows that nothing is on its way any more.
    /// </summary>
    public const string MarkerAddress = "02:00:00:00:00:ff";

    private readonly StringBuilder _sets = new();
    private readonly StringBuilder _chains = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private FilterScript() { }

    /// <summary>The ruleset for rules in the order in which they are looked at.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="instance">The link whose ingress is the instance's inbound side.</param>
    /// <param name="world">The link whose ingress is the instance's outbound side.</param>
    public static string Of(IReadOnlyList<FilterRule> rules, string instance, string world)
    {
        var script = new FilterScript();
        var inbound = script.Hook("inbound", instance, rules.Where(rule => rule.IsInbound).ToList(), isInbound: true);
        var outbound = script.Hook("outbound", world, rules.Where(rule => !rule.IsInbound).ToList(), isInbound: false);
        return $"table netdev proof {{\n{script._sets}{script._chains}{inbound}{outbound}}}\n";
    }

    /// <summary>
    /// The ruleset of a router that tracks connections, as both clouds do: an answer passes with what it answers, and the rules decide on
    /// what begins a connection.
    /// </summary>
    /// <param name="rules">The rules in the order in which they are looked at.</param>
    /// <param name="instance">The router's link to the instance; what passes between the other links is not filtered.</param>
    /// <param name="zone">The zone of the connections: those tracked in another are unknown in this one.</param>
    /// <param name="before">Lines that are looked at before the rules.</param>
    public static string Tracking(IReadOnlyList<FilterRule> rules, string instance, int zone, string before)
    {
        var script = new FilterScript();
        var inbound = script.Body(rules.Where(rule => rule.IsInbound).ToList(), isInbound: true);
        var outbound = script.Body(rules.Where(rule => !rule.IsInbound).ToList(), isInbound: false);
        return $$"""
            table inet proof
            delete table inet proof
            table inet proof {
            {{script._sets}}{{script._chains}}
              chain inbound {
            {{inbound}}    drop
              }
              chain outbound {
            {{outbound}}    drop
              }
              chain track { type filter hook prerouting priority raw; ct zone set {{zone.ToString(CultureInfo.InvariantCulture)}}; }
              chain router {
                type filter hook forward priority 0; policy accept;
                ct state established,related accept
            {{before}}
                oifname "{{instance}}" goto inbound
                iifname "{{instance}}" goto outbound
              }
            }

            """;
    }

    private string Hook(string name, string link, List<FilterRule> rules, bool isInbound) =>
        $"  chain {name} {{\n    type filter hook ingress device \"{link}\" priority 0; policy drop;\n"
        + $"    ether saddr {MarkerAddress} accept\n"
        + Body(rules, isInbound)
        + "  }\n";

    private string Body(List<FilterRule> rules, bool isInbound) =>
        Protocols(rules, isInbound, isIPv6: false) + Protocols(rules, isInbound, isIPv6: true);

    /// <summary>One line that looks the protocol up, and one for the protocols that no rule names.</summary>
    private string Protocols(List<FilterRule> rules, bool isInbound, bool isIPv6)
    {
        var relevant = rules.Where(rule => rule.Remotes.Any(block => block.IsIPv6 == isIPv6)).ToList();
        var entries = relevant.Select(rule => rule.Protocol).OfType<int>().Distinct().Order()
            .Select(
                protocol =>
                    (
                        Protocol: protocol, Verdict: Ports(
                            relevant.Where(rule => rule.Protocol is null || rule.Protocol == protocol).ToList(),
                            isInbound,
                            isIPv6,
                            protocol)))
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Protocol} : {entry.Verdict}"))
            .ToList();
        var text = new StringBuilder();
        var (kind, field) = isIPv6 ? ("ip6", "ip6 nexthdr") : ("ip", "ip protocol");
        if (entries.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"    meta protocol {kind} {field} vmap {{ {string.Join(", ", entries)} }}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"    meta protocol {kind} {Decide(relevant.Where(rule => rule.Protocol is null).ToList(), isInbound, isIPv6)}\n");
        return text.ToString();
    }

    /// <summary>The verdict on the packets of one protocol: a chain that looks the port up.</summary>
    private string Ports(List<FilterRule> rules, bool isInbound, bool isIPv6, int protocol)
    {
        // Between two of these points, the same rules match every port.
        var points = rules
            .SelectMany(rule => new[] { rule.From, rule.To + 1 })
            .Append(0)
            .Append(FilterRule.HighestPort + 1)
            .Distinct()
            .Order()
            .ToList();
        var entries = points.Zip(points.Skip(1), (from, end) => (From: from, To: end - 1))
            .Select(
                span => (
                    span.From,
                    span.To,
                    Verdict: Decide(rules.Where(rule => rule.From <= span.From && span.To <= rule.To).ToList(), isInbound, isIPv6)))
            .ToList();
        if (entries.TrueForAll(entry => entry.Verdict == entries[0].Verdict)) return entries[0].Verdict;
        // Type and code of ICMP stand where other protocols have their source port.
        var field = protocol is 1 or 58 ? "th sport" : "th dport";
        return Chain(string.Create(CultureInfo.InvariantCulture,
            $"    {field} vmap {{ "
            + $"{string.Join(", ", entries.Select(entry => Entry(entry.From, entry.To, entry.Verdict)))} }}\n"));
    }

    private static string Entry(int from, int to, string verdict) => string.Create(
        CultureInfo.InvariantCulture, $"{(from == to ? $"{from}" : $"{from}-{to}")} : {verdict}");

    /// <summary>The verdict of the first of some rules whose remote side matches: neighbours that say the same share a set.</summary>
    private string Decide(List<FilterRule> rules, bool isInbound, bool isIPv6)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < rules.Count;)
        {
            var accepts = rules[i].Accepts;
            var blocks = new List<AddressBlock>();
            for (; i < rules.Count && rules[i].Accepts == accepts; i++) blocks.AddRange(
                rules[i].Remotes.Where(block => block.IsIPv6 == isIPv6));
            var merged = AddressBlock.Merge(blocks);
            if (merged.Count == 0) continue;
            var verdict = accepts ? "accept" : "drop";
            if (merged[0].IsAny)
                return lines.Length == 0 ? verdict : Chain($"{lines}    {verdict}\n");
            lines.Append(
                CultureInfo.InvariantCulture,
                $"    {(isIPv6 ? "ip6" : "ip")} {(isInbound ? "saddr" : "daddr")} @{Set(merged, isIPv6)} {verdict}\n");
        }

        return lines.Length == 0 ? "drop" : Chain($"{lines}    drop\n");
    }

    private string Chain(string lines) =>
        $"goto {Named("c", lines, (name, body) => _chains.Append(CultureInfo.InvariantCulture, $"  chain {name} {{\n{body}  }}\n"))}";

    private string Set(IReadOnlyList<AddressBlock> blocks, bool isIPv6) => Named(
        isIPv6 ? "six" : "four",
        string.Join(", ", blocks),
        (name, elements) => _sets.Append(CultureInfo.InvariantCulture, $"  set {name} {{\n    type "
            + $"{(isIPv6 ? "ipv6_addr" : "ipv4_addr")}\n    flags interval\n    elements = {{ {elements} }}\n  }}\n"));

    /// <summary>The name of a chain or set with this content; written once.</summary>
    private string Named(string prefix, string content, Action<string, string> write)
    {
        if (_names.TryGetValue(content, out var known)) return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{_names.Count}");
        _names.Add(content, name);
        write(name, content);
        return name;
    }
}
