using System.Diagnostics;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>
/// A router between the world and the instance in a namespace of its own, with a ruleset. It tracks connections as Linux does; the ends of
/// both cables are held by packet sockets.
/// </summary>
internal sealed class Router : IDisposable
{
    /// <summary>The router's port to the world.</summary>
    public const string Outside = "outside";

    /// <summary>The router's port to the instance.</summary>
    public const string Inside = "inside";

    /// <summary>The IPv4 prefix of the instance's subnet.</summary>
    public const string SubnetIPv4 = "10.0.0.0/24";

    /// <summary>The IPv6 prefix of the instance's subnet.</summary>
    public const string SubnetIPv6 = "2001:db8:7::/64";

    private const int MostAttempts = 6;

    /// <summary>A quarter of what the kernel's queue holds.</summary>
    private const int BatchSize = 250;

    private static readonly string s_settings = $"""
        link set {Outside} address 02:00:00:00:01:01
        link set {Inside} address 02:00:00:00:01:02
        addr add 192.0.2.253/32 dev {Outside}
        neigh add 192.0.2.254 lladdr 02:00:00:00:02:01 dev {Outside} nud permanent
        route add default via 192.0.2.254 dev {Outside} onlink
        neigh add 10.0.0.4 lladdr 02:00:00:00:02:02 dev {Inside} nud permanent
        neigh add 10.0.0.5 lladdr 02:00:00:00:02:02 dev {Inside} nud permanent
        route add 10.0.0.4/31 dev {Inside}
        neigh add fe80::1 lladdr 02:00:00:00:02:01 dev {Outside} nud permanent
        route add ::/0 via fe80::1 dev {Outside} onlink
        neigh add 2001:db8:7::4 lladdr 02:00:00:00:02:02 dev {Inside} nud permanent
        neigh add 2001:db8:7::5 lladdr 02:00:00:00:02:02 dev {Inside} nud permanent
        route add 2001:db8:7::4/127 dev {Inside}

        """;

    private readonly NetworkNamespace _network;
    private readonly CableEnds _ends = new();
    private readonly PacketReceiver.FrameHandler _handler;
    private PacketBits _arrived = new();
    private bool _isAnswer;
    private bool _marked;

    /// <summary>Starts a router.</summary>
    /// <param name="ruleset">The ruleset, in the syntax of nftables.</param>
    public Router(string ruleset)
    {
        _handler = Take;
        _network = NetworkNamespace.Create((NetworkNamespace.World, Outside), (Inside, NetworkNamespace.Instance));
        try
        {
            _network.Run(() =>
            {
                // What a namespace begins with depends on the machine.
                foreach (var link in new[] { "all", Outside, Inside }) File.WriteAllText($"/proc/sys/net/ipv4/conf/{link}/rp_filter", "0");
                foreach (var link in new[] { Outside, Inside }) File.WriteAllText($"/proc/sys/net/ipv6/conf/{link}/disable_ipv6", "0");
                File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
            });
            _network.Configure(s_settings);
            _network.Load(ruleset);
            _network.Run(_ends.Open);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many packets were sent, those sent again not counted.</summary>
    public long Sent { get; private set; }

    /// <summary>
    /// The instance's address. Connections from and to it have different ones, so that none is taken for the answers of another.
    /// </summary>
    public static string Local(bool isIPv6, bool isInbound) => (isIPv6, isInbound) switch
    {
        (false, true) => "10.0.0.4",
        (false, false) => "10.0.0.5",
        (true, true) => "2001:db8:7::4",
        (true, false) => "2001:db8:7::5",
    };

    /// <summary>A prefix with one of the instance's addresses, or with both.</summary>
    public static string LocalPrefix(bool isIPv6, int choice) => choice switch
    {
        0 or 1 => $"{Local(isIPv6, choice == 0)}/{(isIPv6 ? 128 : 32)}",
        _ => $"{Local(isIPv6, isInbound: true)}/{(isIPv6 ? 127 : 31)}",
    };

    /// <summary>The link address of the port that takes packets from a side.</summary>
    public static ReadOnlySpan<byte> PortAddress(bool isFromWorld) => isFromWorld ? [2, 0, 0, 0, 1, 1] : [2, 0, 0, 0, 1, 2];

    /// <summary>Holds conversations: every first packet is sent, and each one that arrives is answered.</summary>
    /// <param name="talks">The conversations; at most 65,536.</param>
    /// <returns>Those whose first packet arrived, and those whose answer did.</returns>
    public (PacketBits Arrived, PacketBits Answered) Hold(IReadOnlyList<Conversation> talks)
    {
        var all = Enumerable.Range(0, talks.Count).ToList();
        var arrived = Send(talks, all, isAnswer: false);
        return (arrived, Send(talks, all.Where(arrived.Has).ToList(), isAnswer: true));
    }

    public void Dispose()
    {
        _ends.Dispose();
        _network.Dispose();
    }

    /// <summary>
    /// Sends packets until a round brings nothing new: a busy machine loses packets as well as the filter; what the filter drops never
    /// arrives, however often it is sent.
    /// </summary>
    private PacketBits Send(IReadOnlyList<Conversation> talks, List<int> numbers, bool isAnswer)
    {
        (_arrived, _isAnswer) = (new PacketBits(), isAnswer);
        Sent += numbers.Count;
        for (var (attempt, before) = (0, -1); attempt < MostAttempts && numbers.Count > 0; attempt++)
        {
            foreach (var same in numbers.GroupBy(number => (talks[number].IsInbound, talks[number].IsIPv6, talks[number].Protocol)))
            {
                var (sender, receiver) = _ends.For(same.Key.IsInbound != isAnswer, same.Key.IsIPv6);
                foreach (var batch in same.Chunk(BatchSize))
                {
                    var length = 0;
                    for (var i = 0; i < batch.Length; i++)
                        length = ConversationFrame.Write(sender.Frame(i), talks[batch[i]], batch[i], isAnswer);
                    sender.Send(batch.Length, length);
                    Drain(sender, receiver, length);
                }
            }

            if (_arrived.Count == before) break;
            before = _arrived.Count;
            numbers = numbers.Where(number => !_arrived.Has(number)).ToList();
        }

        return _arrived;
    }

    /// <summary>Takes what has arrived, up to a marker that was sent after it.</summary>
    private void Drain(PacketSender sender, PacketReceiver receiver, int length)
    {
        _marked = false;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            ConversationFrame.Mark(sender.Frame(0));
            sender.Send(1, length);
            var wait = Stopwatch.StartNew();
            var spin = default(SpinWait);
            while (wait.Elapsed < TimeSpan.FromSeconds(2))
            {
                receiver.Receive(_handler);
                if (_marked) return;
                spin.SpinOnce();
            }
        }

        throw new IOException("The router in the namespace lets no packet pass, not even the one that every ruleset accepts.");
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (ConversationFrame.IsMarker(frame))
        {
            _marked = true;
            return;
        }

        var number = ConversationFrame.NumberOf(frame, _isAnswer);
        if (number >= 0) _arrived.Set(number);
    }
}
