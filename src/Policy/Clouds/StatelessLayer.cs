using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>
/// A network ACL: ordered rules that look at each packet by itself, so that the answers of a flow need a permission of their own.
/// </summary>
/// <param name="acl">The ACL with its rules in both directions. A packet that no rule matches is dropped.</param>
/// <param name="subnet">
/// The prefixes of the interface's own subnet, whose traffic never meets the ACL; empty where they are not known. A family that the subnet
/// has no prefix of does not meet it either: no interface there has an address of it, and a new VPC's own ACL does not mention IPv6.
/// </param>
internal sealed class StatelessLayer(LiveGroup acl, ImmutableArray<Prefix> subnet)
    : Layer(LayerKind.NetworkAcl, $"network ACL {acl.Id}")
{
    /// <summary>
    /// What the ports of clients cover on all systems that are in use (AWS, "Custom network ACLs", ephemeral ports).
    /// </summary>
    private static readonly PortRange ClientPorts = new(1024, PortRange.MaxPort);

    /// <summary>The addresses of services that AWS provides on the link itself; an ACL does not see them.</summary>
    private static readonly ImmutableArray<Prefix> OnLink =
    [
        .. new[]
        {
            "169.254.169.253/32", "169.254.169.123/32", "169.254.169.254/32", "fd00:ec2::253/128", "fd00:ec2::123/128", "fd00:ec2::254/128",
        }.Select(Prefix.Parse),
    ];

    /// <summary>The types of ICMP messages that ask for another one: echo, timestamp and address mask, and echo of ICMPv6.</summary>
    private static readonly (Protocol Protocol, int Request, int Answer)[] IcmpAnswers =
        [(Protocol.Icmp, 8, 0), (Protocol.Icmp, 13, 14), (Protocol.Icmp, 17, 18), (Protocol.IcmpV6, 128, 129)];

    private readonly Lazy<LayerPassage> _passage = new(() => Evaluate(acl, subnet));

    /// <inheritdoc/>
    public override ImmutableArray<LiveGroup> Groups { get; } = [acl];

    /// <inheritdoc/>
    public override bool IsOpen => _passage.Value.Certain == LayerPassage.AllFlows;

    /// <inheritdoc/>
    public override LayerPassage Pass(MemberAssignment members, LocalEndpoint end, Func<FlowRange, bool> rules) => _passage.Value;

    /// <summary>Flows within the subnet, to services on the link, and of a family that the subnet does not have meet no rule.</summary>
    public override (LiveGroup Group, LiveRule Rule)? FindDecision(FlowRange flow, MemberAssignment members, LocalEndpoint end) =>
        IsSkippedFor(flow) ? null : base.FindDecision(flow, members, end);

    /// <summary>Whether a flow never meets the ACL.</summary>
    public bool IsSkippedFor(FlowRange flow) => Skipped(subnet).Any(skipped => skipped.Contains(flow.Remote));

    private static IEnumerable<RemoteScope> Skipped(ImmutableArray<Prefix> subnet) =>
        subnet.Concat(OnLink).Concat(AbsentFamilies(subnet)).Select(prefix => (RemoteScope)prefix);

    private static IEnumerable<Prefix> AbsentFamilies(ImmutableArray<Prefix> subnet) => subnet.IsEmpty
        ? []
        : new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
            .Where(family => subnet.All(prefix => prefix.Family != family))
            .Select(Prefix.Any);

    private static LayerPassage Evaluate(LiveGroup acl, ImmutableArray<Prefix> subnet)
    {
        var first = Packets(acl);
        var certain = first.Intersect(FlowSet.From(Answered(first)));
        var possible = first.Intersect(FlowSet.From(Answerable(first)));
        var skipped = FlowSet.From(
            from remote in Skipped(subnet)
            from direction in new[] { Direction.Inbound, Direction.Outbound }
            select new FlowRange(direction, ProtocolRange.All, remote));
        return new LayerPassage(possible.Union(skipped), certain.Union(skipped));
    }

    /// <summary>The packets that pass, each by its own direction.</summary>
    private static FlowSet Packets(LiveGroup acl)
    {
        var (permitted, denied) = (FlowSet.Empty, FlowSet.Empty);
        foreach (var rule in acl.Rules.OrderBy(rule => rule.Priority))
        {
            var matches = FlowSet.From(rule.Matches);
            if (rule.Allow) permitted = permitted.Union(matches.Except(denied));
            else denied = denied.Union(matches.Except(permitted));
        }

        return permitted;
    }

    /// <summary>The flows whose every answer passes.</summary>
    private static IEnumerable<FlowRange> Answered(FlowSet packets)
    {
        foreach (var (direction, back) in BothWays())
        {
            foreach (var protocol in new[] { Protocol.Tcp, Protocol.Udp })
            {
                foreach (var range in packets.Addresses(back, protocol, ClientPorts).Ranges)
                    yield return new FlowRange(direction, protocol, range);
            }

            foreach (var range in IcmpAnswered(packets, direction, back)) yield return range;
            foreach (var others in WithoutPortsOrMessages())
            {
                // A set tells what passes for all of a range of protocols only, so that each is asked for by itself.
                for (var number = others.First; number <= others.Last; number++)
                {
                    foreach (var range in packets.Addresses(back, new ProtocolRange(number), PortRange.All).Ranges)
                        yield return new FlowRange(direction, new ProtocolRange(number), range);
                }
            }
        }
    }

    /// <summary>
    /// The flows of which at least the first packet arrives and, for TCP, some answer may: without one a connection never opens.
    /// </summary>
    private static IEnumerable<FlowRange> Answerable(FlowSet packets)
    {
        foreach (var (direction, back) in BothWays())
        {
            foreach (var family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 })
            {
                yield return new FlowRange(direction, new ProtocolRange(0, (int)Protocol.Tcp - 1), AddressRange.Any(family));
                yield return new FlowRange(
                    direction, new ProtocolRange((int)Protocol.Tcp + 1, ProtocolRange.MaxNumber), AddressRange.Any(family));
            }

            var answers = FlowSet.From(
                from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
                select new FlowRange(back, Protocol.Tcp, AddressRange.Any(family), PortRange.All));
            foreach (var range in packets.Intersect(answers).Addresses(back).Ranges)
                yield return new FlowRange(direction, Protocol.Tcp, range);
        }
    }

    private static IEnumerable<FlowRange> IcmpAnswered(FlowSet packets, Direction direction, Direction back)
    {
        foreach (var protocol in new[] { Protocol.Icmp, Protocol.IcmpV6 })
        {
            for (var type = 0; type <= byte.MaxValue; type++)
            {
                var messages = PortRange.ForIcmp(type, -1);
                var answer = IcmpAnswers.FirstOrDefault(pair => pair.Protocol == protocol && pair.Request == type);
                var remotes = answer == default
                    ? [AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6)]
                    : packets.Addresses(back, protocol, PortRange.ForIcmp(answer.Answer, 0)).Ranges.ToArray();
                foreach (var range in remotes) yield return new FlowRange(direction, protocol, range, messages);
            }
        }
    }

    private static IEnumerable<(Direction Direction, Direction Back)> BothWays() =>
        [(Direction.Inbound, Direction.Outbound), (Direction.Outbound, Direction.Inbound)];

    /// <summary>The numbers of protocols that have neither ports nor messages.</summary>
    private static IEnumerable<ProtocolRange> WithoutPortsOrMessages()
    {
        var withParts = new[] { (int)Protocol.Icmp, (int)Protocol.Tcp, (int)Protocol.Udp, (int)Protocol.IcmpV6 };
        var from = 0;
        foreach (var number in withParts)
        {
            if (from < number) yield return new ProtocolRange(from, number - 1);
            from = number + 1;
        }

        yield return new ProtocolRange(from, ProtocolRange.MaxNumber);
    }
}
