using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Nftables;

/// <summary>Writes a policy as a ruleset of nftables for Linux. Pure: the same policy gives the same bytes.</summary>
/// <remarks>
/// What the policy declares may open a connection; answers and errors that belong to one pass by its state. What is accepted beside that
/// stands in the base chains alone: the loopback of a host, and the ICMPv6 messages without which IPv6 does not work on a link.
/// </remarks>
internal static class NftablesExporter
{
    /// <summary>The name of the table; the ruleset replaces this table and touches no other.</summary>
    public const string TableName = "starface_policy";

    /// <summary>nftables keeps 128 bytes for a comment, its end among them.</summary>
    private const int CommentLength = 120;

    /// <summary>Neighbour discovery (RFC 4861) comes from the link itself when its hop limit is still 255.</summary>
    private const string NeighbourDiscovery =
        "ip6 hoplimit 255 icmpv6 type { nd-router-solicit, nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } accept comment "
        + "\"IPv6 neighbour discovery\"";

    /// <summary>Multicast listeners (RFC 3810) report to the link, so that switches deliver neighbour discovery.</summary>
    private const string MulticastListeners =
        "icmpv6 type { mld-listener-query, mld-listener-report, mld-listener-done, mld2-listener-report } accept comment \"IPv6 multicast "
        + "listeners\"";

    /// <summary>Writes the ruleset of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="options">Where the ruleset is loaded.</param>
    /// <param name="findings">What the head tells; null tells the policy's own findings.</param>
    /// <exception cref="PolicyException">A peer is a group that only a cloud knows, or the cloud itself.</exception>
    public static string Export(FirewallPolicy policy, NftablesOptions options, ImmutableArray<Problem>? findings = null)
    {
        ImmutableArray<Problem> refused = [.. FindCloudItself(policy), .. FindForeignPeers(policy.Rules)];
        if (!refused.IsEmpty) throw new PolicyException(refused);

        var sets = new StringBuilder();
        var inbound = new StringBuilder();
        var outbound = new StringBuilder();
        foreach (var rule in policy.Rules) Write(rule, sets, rule.Direction == Direction.Inbound ? inbound : outbound);

        var text = new StringBuilder();
        WriteHead(policy, options, findings ?? policy.Findings, text);
        text.Append($"table inet {TableName}\ndelete table inet {TableName}\n\ntable inet {TableName} {{\n");
        text.Append(sets);
        WriteBaseChains(options, text);
        text.Append("\n  # Connections from the remote side.\n  chain inbound {\n").Append(inbound).Append("    drop\n  }\n");
        text.Append("\n  # Connections to the remote side.\n  chain outbound {\n").Append(outbound).Append("    drop\n  }\n}\n");
        return text.ToString();
    }

    private static void WriteHead(
        FirewallPolicy policy, NftablesOptions options, ImmutableArray<Problem> findings, StringBuilder text)
    {
        text.Append("#!/usr/sbin/nft -f\n");
        text.Append($"# Policy {Comment($"{policy.Definition.Id}: {policy.Definition.Title}")}\n");
        text.Append($"# Permitted flows (SHA-256): {policy.Digest}\n");
        text.Append(options.Placement == NftablesPlacement.Forward
            ? $"# For a firewall whose interface {options.InsideInterface} is on the side of the protected network.\n"
            : "# For the protected machine itself.\n");
        text.Append("# Check it with 'nft -c -f FILE', load it with 'nft -f FILE': the table is replaced as a whole or not at all.\n");
        foreach (var finding in findings)
            text.Append($"# {Comment($"{finding.Id}: {finding.Describe()}")}\n");
        text.Append('\n');
    }

    private static void WriteBaseChains(NftablesOptions options, StringBuilder text)
    {
        if (options.Placement == NftablesPlacement.Forward)
        {
            WriteBaseChain(text, "forward",
            [
                "ct state established,related accept",
                "ct state invalid drop",
                $"iifname \"{options.InsideInterface}\" goto outbound",
                $"oifname \"{options.InsideInterface}\" goto inbound",
            ]);
            return;
        }

        WriteBaseChain(text, "input",
            [
                "iifname \"lo\" accept", NeighbourDiscovery, MulticastListeners, "ct state established,related accept",
                "ct state invalid drop", "goto inbound",
            ]);
        WriteBaseChain(text, "output",
            [
                "oifname \"lo\" accept", NeighbourDiscovery, MulticastListeners, "ct state established,related accept",
                "ct state invalid drop", "goto outbound",
            ]);
    }

    /// <summary>A text on the one line that a comment is.</summary>
    private static string Comment(string text) =>
        string.Concat(Transliteration.ToAscii(text).Select(c => char.IsControl(c) ? ' ' : c));

    private static void WriteBaseChain(StringBuilder text, string hook, string[] lines)
    {
        text.Append($"\n  chain {hook} {{\n    type filter hook {hook} priority filter; policy drop;\n");
        foreach (var line in lines) text.Append($"    {line}\n");
        text.Append("  }\n");
    }

    /// <summary>Writes one line of a chain for each family, or one for both where the rule is open to every address.</summary>
    private static void Write(Rule rule, StringBuilder sets, StringBuilder chain)
    {
        var remotes = new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
            .Select(family => (Family: family, Peers: rule.Peers.Where(peer => peer.Peer.Scope.Addresses.Family == family).ToList()))
            .Where(side => side.Peers.Count > 0 && Exists(rule.Protocol, side.Family))
            .Select(
                side => (
                    side.Family,
                    Ranges: PrefixSet.FromRanges(side.Peers.Select(peer => peer.Peer.Scope.Addresses)).Ranges.ToList(),
                    Origins: Origins(side.Peers)))
            .ToList();
        // An authentication header is a header of IPv6 itself, which the match on the transport protocol looks behind: each family has its
        // own match.
        if (remotes.Count == 2 && rule.Protocol != Protocol.Ah && remotes.TrueForAll(side => side.Ranges is [{ IsAny: true }]))
        {
            Line(
                chain,
                [Match(rule, AddressFamily.IPv4)],
                Origin.Join(remotes.Select(side => side.Origins)));
            return;
        }

        foreach (var side in remotes)
        {
            var keyword = side.Family == AddressFamily.IPv4 ? "ip" : "ip6";
            var match = Match(rule, side.Family);
            if (side.Ranges is [{ IsAny: true }])
            {
                Line(chain, [$"meta nfproto {(side.Family == AddressFamily.IPv4 ? "ipv4" : "ipv6")}", match], side.Origins);
                continue;
            }

            var name = SetName(rule, side.Family);
            sets.Append($"\n  # {CloudText.Description(side.Origins, CommentLength)}\n  set {name} {{\n    type "
                + $"{(side.Family == AddressFamily.IPv4 ? "ipv4_addr" : "ipv6_addr")}\n    flags interval\n    elements = {{\n");
            foreach (var prefix in side.Ranges.SelectMany(range => range.ToPrefixes())) sets.Append($"      {prefix},\n");
            sets.Append("    }\n  }\n");
            Line(chain, [$"{keyword} {(rule.Direction == Direction.Inbound ? "saddr" : "daddr")} @{name}", match], side.Origins);
        }
    }

    private static void Line(StringBuilder chain, ImmutableArray<string> matches, ImmutableArray<Origin> origins) =>
        chain.Append($"    {string.Join(" ", matches.Where(match => match.Length > 0).Append("accept"))} comment "
            + $"\"{CloudText.Description(origins, CommentLength)}\"\n");

    /// <summary>Whether a protocol exists in a family at all: each has its own ICMP.</summary>
    private static bool Exists(Protocol protocol, AddressFamily family) =>
        protocol != (family == AddressFamily.IPv4 ? Protocol.IcmpV6 : Protocol.Icmp);

    private static string Match(Rule rule, AddressFamily family)
    {
        var protocol = RuleText.Describe(rule.Protocol);
        if (rule.Protocol == Protocol.Any) return "";
        if (rule.Protocol == Protocol.Ah) return family == AddressFamily.IPv4 ? "ip protocol ah" : "ip6 nexthdr ah";
        // The names are not the same in every release of nftables; numbers are.
        if (rule.Ports == PortRange.All || !(RuleText.HasPorts(rule.Protocol) || RuleText.HasIcmpTypes(rule.Protocol)))
            return $"meta l4proto {Number((int)rule.Protocol)}";
        if (RuleText.HasPorts(rule.Protocol)) return $"{protocol} dport {rule.Ports}";
        if (rule.Ports.TryGetIcmp(out var type, out var code))
            return code < 0 ? $"{protocol} type {Number(type)}" : $"{protocol} type {Number(type)} {protocol} code {Number(code)}";
        throw new PolicyException(Problem.Error(
            ProblemIds.NotExpressible,
            $"nftables has no rule for several ICMP types at once ({rule.Ports})",
            "declare one requirement for each type"));
    }

    /// <summary>The name says what makes the rule, so that it is the same for ever.</summary>
    private static string SetName(Rule rule, AddressFamily family)
    {
        var ports = RuleText.HasPorts(rule.Protocol) || RuleText.HasIcmpTypes(rule.Protocol)
            ? RuleText.Ports(rule.Protocol, rule.Ports).Replace(' ', '_').Replace('-', '_')
            : "all";
        var direction = rule.Direction == Direction.Inbound ? "in" : "out";
        return $"{direction}_{RuleText.Describe(rule.Protocol)}_{ports}_{(family == AddressFamily.IPv4 ? "v4" : "v6")}";
    }

    private static ImmutableArray<Origin> Origins(IEnumerable<RulePeer> peers) =>
        Origin.Join(peers.Select(peer => peer.Origins));

    private static IEnumerable<Problem> FindForeignPeers(ImmutableArray<Rule> rules) => ForeignPeers.Find(
        rules,
        kind => kind == PeerKind.Prefix,
        "exists only in its cloud, so nftables cannot match it",
        "name the prefixes of its members instead");

    /// <summary>A cloud that serves names or time needs no rule; another firewall has to let them through.</summary>
    private static IEnumerable<Problem> FindCloudItself(FirewallPolicy policy) =>
        from peers in policy.Arguments.Peers
        where peers.Value.Any(peer => peer.Kind == PeerKind.CloudItself)
        select Problem.Error(
            ProblemIds.NotExpressible,
            $"'{Peer.CloudItself}' in peer group '{peers.Key}' is served within a cloud, so nftables cannot match it",
            "name the addresses of the servers instead") with
        {
            ConfigKey = ArgumentProblems.KeyOfPeers(peers.Key),
        };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
