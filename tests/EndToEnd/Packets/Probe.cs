using System.Globalization;
using Starface.EndToEnd.Packets.Translation;
using Starface.Policy.Flows;

namespace Starface.EndToEnd.Packets;

/// <summary>A series of packets that differ in one number: the destination port, the ICMP type and code, or the protocol itself.</summary>
/// <param name="IsInbound">Whether the remote side sends them, or else receives them.</param>
/// <param name="IsIPv6">The family.</param>
/// <param name="Remote">The remote address.</param>
/// <param name="Protocol">The protocol number; <see cref="EachProtocol"/> when that is the number that differs.</param>
internal readonly record struct Probe(bool IsInbound, bool IsIPv6, UInt128 Remote, int Protocol)
{
    public const int EachProtocol = -1;
    private const int Tcp = 6;
    private const int Udp = 17;

    /// <summary>The codes sent for each ICMP type: the usual ones, one that asks for a smaller packet size, and the last.</summary>
    private static readonly int[] s_icmpCodes = [0, 1, 4, 255];

    private static readonly int[] s_ports = [.. Enumerable.Range(1, FilterRule.HighestPort)];
    private static readonly int[] s_messages =
    [
        .. Enumerable.Range(0, 256).SelectMany(type => s_icmpCodes.Select(code => (type << 8) + code)),
    ];

    // TCP and UDP have series of their own. ICMP of the other family does not exist as traffic, and the clouds do not say what they do with
    // it.
    private static readonly int[] s_otherProtocols = [.. Enumerable.Range(0, 256).Where(number => number is not (Tcp or Udp or 1 or 58))];

    /// <summary>The ports of TCP and UDP that are sent; null sends all.</summary>
    public int[]? Ports { get; init; }

    /// <summary>The series for one remote address and direction.</summary>
    public static IEnumerable<Probe> Of(bool isInbound, bool isIPv6, UInt128 remote) =>
        new[] { Tcp, Udp, isIPv6 ? 58 : 1, EachProtocol }.Select(protocol => new Probe(isInbound, isIPv6, remote, protocol));

    /// <summary>The numbers of the series, in order.</summary>
    public ReadOnlySpan<int> Numbers => Protocol switch
    {
        Tcp or Udp => Ports ?? s_ports,
        EachProtocol => s_otherProtocols,
        _ => s_messages,
    };

    /// <summary>Which numbers a set of flows permits.</summary>
    public void Permitted(FlowSet flows, PacketBits permitted)
    {
        permitted.Clear();
        var direction = IsInbound ? Direction.Inbound : Direction.Outbound;
        var remote = IsIPv6 ? Address.FromIPv6((ulong)(Remote >> 64), (ulong)Remote) : Address.FromIPv4((uint)Remote);
        if (Protocol == EachProtocol)
        {
            foreach (var number in Numbers)
                if (flows.Contains(new Flow(direction, number, remote, 0))) permitted.Set(number);
            return;
        }

        // One intersection for the whole series: a question per port would walk the set 65,536 times.
        var ports = flows.Intersect(FlowSet.From(new FlowRange(direction, new(Protocol), remote, PortRange.All))).DisjointRanges();
        foreach (var number in Numbers)
        {
            foreach (var range in ports)
                if (range.Ports.Contains(number)) permitted.Set(number);
        }
    }

    /// <summary>One packet of the series as people write a flow.</summary>
    public string Describe(int number)
    {
        var protocol = Protocol == EachProtocol ? number : Protocol;
        var text = protocol switch
        {
            Tcp => "tcp",
            Udp => "udp",
            1 => "icmp",
            58 => "icmpv6",
            50 => "esp",
            51 => "ah",
            _ => protocol.ToString(CultureInfo.InvariantCulture),
        };
        var end = Protocol switch
        {
            Tcp or Udp => string.Create(CultureInfo.InvariantCulture, $" {number}"),
            EachProtocol => "",
            _ => string.Create(CultureInfo.InvariantCulture, $" type {number >> 8} code {number & 255}"),
        };
        return $"{(IsInbound ? "inbound" : "outbound")} {text} {AddressBlock.ToAddress(IsIPv6, Remote)}{end}";
    }
}
