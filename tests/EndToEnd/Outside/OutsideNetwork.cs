using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Scenarios.Network;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Listening;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Outside.Probing;

namespace Starface.EndToEnd.Outside;

/// <summary>A PBX, a machine outside of it, and a router between them that filters, translates and rewrites.</summary>
public sealed class OutsideNetwork : IDisposable
{
    /// <summary>The port that the listener opens for questions alone, and no rule is about.</summary>
    public const int Control = 40_123;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);
    private readonly NetworkNamespace? _router;
    private readonly Site? _pbx;
    private readonly Site? _outside;

    public OutsideNetwork()
    {
        Obstacle = FindObstacle();
        if (Obstacle is not null) return;
        try
        {
            _router = NetworkNamespace.CreateEmpty();
            _router.Run(() =>
            {
                File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
                // Every refusal is told, also where there are many in a second.
                File.WriteAllText("/proc/sys/net/ipv4/icmp_ratelimit", "0");
                File.WriteAllText("/proc/sys/net/ipv6/icmp/ratelimit", "0");
            });
            _router.Configure("link set lo up");
            _pbx = new Site(_router, "pbx", "11.0.1.10/24", "2001:db8:1::10/64");
            _outside = new Site(_router, "far", "11.0.2.20/24", "2001:db8:2::20/64");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why nothing can be tried here, or null.</summary>
    public string? Obstacle { get; }

    /// <summary>The address of the router that the machine outside sees.</summary>
    internal static IPAddress FarGateway { get; } = IPAddress.Parse("11.0.2.1");

    /// <summary>The address of the router that the PBX sees.</summary>
    internal static Address NearGateway { get; } = Address.Parse("11.0.1.1");

    internal static Address Pbx(bool isIPv6) => Address.Parse(isIPv6 ? "2001:db8:1::10" : "11.0.1.10");

    internal static Address Outside(bool isIPv6) => Address.Parse(isIPv6 ? "2001:db8:2::20" : "11.0.2.20");

    /// <summary>The router's rules: the chains <c>forward</c>, <c>before</c> and <c>after</c>, each a list of rules.</summary>
    internal void Apply(string forward = "", string before = "", string after = "") => _router!.Load(
        $$"""
        add table inet doctor
        delete table inet doctor
        table inet doctor {
          chain before {
            type nat hook prerouting priority dstnat;
            {{before}}
          }
          chain after {
            type nat hook postrouting priority srcnat;
            {{after}}
          }
          chain forward {
            type filter hook forward priority filter;
            {{forward}}
          }
        }

        """);

    /// <summary>Sets how long the router remembers UDP conversations.</summary>
    internal void Remember(int seconds) => _router!.Run(() =>
    {
        foreach (var setting in new[] { "nf_conntrack_udp_timeout", "nf_conntrack_udp_timeout_stream" })
            File.WriteAllText($"/proc/sys/net/netfilter/{setting}", seconds.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Lets what is sent to a UDP port of the PBX pass through a program. The rule for <see cref="Apply"/> is returned.</summary>
    internal (Relay Relay, string Rule) Divert(int port, int through, Relay.Change there, Relay.Change back)
    {
        var relay = new Relay(
            _router!,
            new IPEndPoint(FarGateway, through),
            new IPEndPoint(IPAddress.Parse(Pbx(false).ToString()), port),
            there,
            back);
        return (
            relay,
            string.Create(
                CultureInfo.InvariantCulture, $"ip daddr {Pbx(false)} udp dport {port} dnat ip to {FarGateway}:{through}\n"));
    }

    /// <summary>Tries a policy from outside, with a listener on the PBX.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="families">The addresses of the PBX that are tried: of IPv4, of IPv6.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="silence">The longest silence.</param>
    /// <param name="hasControl">Whether both sides use a port for questions alone.</param>
    internal async Task<OutsideReport> ProbeAsync(
        FirewallPolicy policy, bool[] families, CancellationToken token, int silence = 0, bool hasControl = true)
    {
        var key = PairingKey.Create();
        var plan = new OutsidePlan(policy, new OutsideChoice { Targets = [.. families.Select(Pbx)], HasListener = true });
        Listener? opened = null;
        _pbx!.Network.Run(() => opened = Listener.Open(
            [.. plan.ListenedPorts, new ListenedPort(Protocol.Tcp, Control)], Listener.AddressesOfMachine(), key));
        using var listener = opened!;
        Assert.All(listener.Ports, port => Assert.Equal(OpenOutcome.Open, port.Outcome));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        var running = listener.RunAsync(end.Token);
        var prober = new OutsideProber(plan, key)
        {
            Limit = Limit,
            ControlPort = hasControl ? Control : null,
            LongestSilence = silence,
            Sockets = new ProbeSockets((family, type, protocol) =>
            {
                Socket? made = null;
                _outside!.Network.Run(() => made = new Socket(family, type, protocol));
                return made!;
            }),
        };
        var report = await prober.RunAsync(token);
        if (!report.IsListenerKnown) await end.CancelAsync();
        Assert.Equal(report.IsListenerKnown, await running);
        return report;
    }

    /// <summary>A policy with these inbound rows, open to everyone.</summary>
    internal static FirewallPolicy Policy(params (Protocol Protocol, string Ports)[] rows) => TestPolicy.Of(
        TestPolicy.Service("service", [.. rows.Select(row => (Requirement)TestPolicy.Inbound(row.Protocol, row.Ports))]),
        PeerGroupId.Anywhere);

    /// <summary>The machine outside.</summary>
    internal Site Far => _outside!;

    /// <summary>The PBX.</summary>
    internal Site Near => _pbx!;

    public void Dispose()
    {
        _outside?.Dispose();
        _pbx?.Dispose();
        _router?.Dispose();
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return "this is not a 64-bit Linux.";
        if (Libc.EffectiveUser() != 0) return "network namespaces need root.";
        foreach (var (program, package) in new[] { ("ip", "iproute2"), ("nft", "nftables") })
        {
            if (Command.Find(program) is null) return $"the program '{program}' is not installed (Debian: {package}).";
        }

        try
        {
            using var trial = NetworkNamespace.Create();
            trial.Load("table inet doctor {\nchain before { type nat hook prerouting priority dstnat; }\n}\n");
            return null;
        }
        catch (IOException refusal)
        {
            return refusal.Message;
        }
    }
}
