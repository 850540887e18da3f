using System.Globalization;
using Starface.Policy.Flows;

namespace Starface.EndToEnd.Nftables;

/// <summary>
/// Reads the flows that an exported ruleset lets open a connection from its text: the lines of its chains <c>inbound</c> and
/// <c>outbound</c>. A line it does not know is an error, so that nothing is overlooked.
/// </summary>
internal static class RulesetReader
{
    public static FlowSet Flows(string ruleset)
    {
        var sets = new Dictionary<string, List<Prefix>>(StringComparer.Ordinal);
        var ranges = new List<FlowRange>();
        var block = "";
        foreach (var line in ruleset.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith("set ", StringComparison.Ordinal) || line.StartsWith("chain ", StringComparison.Ordinal))
            {
                block = line.Replace(" {", "", StringComparison.Ordinal);
                if (block.StartsWith("set ", StringComparison.Ordinal)) sets.Add(block[4..], []);
            }
            else if (block.StartsWith("set ", StringComparison.Ordinal) && line.EndsWith(','))
            {
                sets[block[4..]].Add(Prefix.Parse(line.TrimEnd(',')));
            }
            else if (block is "chain inbound" or "chain outbound" && line is not ("drop" or "}" or "") && line[0] != '#')
            {
                ranges.AddRange(Line(block == "chain inbound" ? Direction.Inbound : Direction.Outbound, line, sets));
            }
        }

        return FlowSet.From(ranges);
    }

    private static IEnumerable<FlowRange> Line(Direction direction, string line, Dictionary<string, List<Prefix>> sets)
    {
        var words = new Queue<string>(line[..line.IndexOf(" comment \"", StringComparison.Ordinal)].Split(' '));
        List<Prefix> remotes = [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)];
        var protocol = ProtocolRange.All;
        var ports = PortRange.All;
        while (words.Dequeue() is var word && word != "accept")
        {
            var field = words.Dequeue();
            switch (word, field)
            {
                case ("ip" or "ip6", "saddr" or "daddr"):
                    Assert.Equal(direction == Direction.Inbound ? "saddr" : "daddr", field);
                    remotes = sets[words.Dequeue().TrimStart('@')];
                    Assert.All(remotes, remote => Assert.Equal(word == "ip", remote.Family == AddressFamily.IPv4));
                    break;
                case ("meta", "nfproto"):
                    remotes = [Prefix.Any(words.Dequeue() == "ipv4" ? AddressFamily.IPv4 : AddressFamily.IPv6)];
                    break;
                case ("meta", "l4proto"):
                    protocol = ProtocolRange.Parse(words.Dequeue());
                    break;
                case ("ip", "protocol") or ("ip6", "nexthdr"):
                    protocol = ProtocolRange.Parse(words.Dequeue());
                    remotes = [.. remotes.Where(remote => remote.Family == AddressFamily.IPv4 == (word == "ip"))];
                    break;
                case ("tcp" or "udp", "dport"):
                    (protocol, ports) = (ProtocolRange.Parse(word), PortRange.Parse(words.Dequeue()));
                    break;
                case ("icmp" or "icmpv6", "type"):
                    (protocol, ports) = (
                        ProtocolRange.Parse(word), PortRange.ForIcmp(int.Parse(words.Dequeue(), CultureInfo.InvariantCulture), -1));
                    break;
                case ("icmp" or "icmpv6", "code"):
                    ports = PortRange.ForIcmp(ports.From >> 8, int.Parse(words.Dequeue(), CultureInfo.InvariantCulture));
                    break;
                default:
                    throw new FormatException($"The exporter writes no line such as '{line}'.");
            }
        }

        return remotes.Select(remote => new FlowRange(direction, protocol, remote, ports));
    }
}
