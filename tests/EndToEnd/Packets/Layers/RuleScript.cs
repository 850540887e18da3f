using System.Text;
using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>Writes rules as lines of nftables, one after the other.</summary>
internal static class RuleScript
{
    /// <summary>Lets through the packets that tell a receiver that nothing is on its way any more.</summary>
    public const string Marker = "    meta l4proto 253 accept\n";

    /// <summary>A chain with the rules of one direction in their order.</summary>
    /// <param name="name">The name.</param>
    /// <param name="rules">The rules of both directions.</param>
    /// <param name="isInbound">The direction.</param>
    /// <param name="verdict">The verdict for each access.</param>
    /// <param name="otherwise">The verdict for a packet that no rule matches.</param>
    public static string Chain(
        string name, IEnumerable<LayerRule> rules, bool isInbound, Func<LayerAccess, string> verdict, string otherwise) =>
        $"  chain {name} {{\n{Lines(rules, isInbound, verdict)}    {otherwise}\n  }}\n";

    /// <summary>The lines for the rules of one direction in their order.</summary>
    public static string Lines(IEnumerable<LayerRule> rules, bool isInbound, Func<LayerAccess, string> verdict)
    {
        var text = new StringBuilder();
        foreach (var rule in rules.Where(rule => rule.IsInbound == isInbound))
        {
            AddressBlock? local = rule.Local is { } prefix ? AddressBlock.Parse(prefix) : null;
            // No packet has addresses of both families.
            foreach (var remote in rule.Remotes.Where(remote => local is null || local.Value.IsIPv6 == remote.IsIPv6))
                text.Append("    ").AppendJoin(' ', Matches(rule, remote, local).Append(verdict(rule.Access))).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Matches(LayerRule rule, AddressBlock remote, AddressBlock? local)
    {
        var family = remote.IsIPv6 ? "ip6" : "ip";
        yield return $"meta nfproto {(remote.IsIPv6 ? "ipv6" : "ipv4")}";
        if (!remote.IsAny) yield return $"{family} {(rule.IsInbound ? "saddr" : "daddr")} {remote}";
        if (local is not null) yield return $"{family} {(rule.IsInbound ? "daddr" : "saddr")} {local}";
        if (rule.Protocol is { } protocol) yield return $"meta l4proto {protocol}";
        else if (rule.Ports != PortSpan.All || rule.ClientPorts is not null) yield return "meta l4proto { 6, 17 }";
        if (rule.Ports != PortSpan.All) yield return $"th dport {rule.Ports}";
        if (rule.ClientPorts is { } client) yield return $"th sport {client}";
    }
}
