using System.Collections.Concurrent;
using System.Text;
using Starface.Policies;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;

namespace Starface.EndToEnd.Outside;

/// <summary>
/// What the doctor says from outside, with a real router on the way: each row behind rules that accept, reject and drop it, over both
/// families, and what else routers do to packets.
/// </summary>
[Trait("Category", "Slow")]
public sealed class OutsideTests : IClassFixture<OutsideNetwork>
{
    private const string Tls = "tcp 5061";
    private const string SipTcp = "tcp 5060";
    private const string SipUdp = "udp 5060";
    private const string Network = "udp 3090";
    private const string Media = "udp 10000-20000";
    private static readonly bool[] BothFamilies = [false, true];
    private static readonly bool[] IPv4 = [false];
    private static readonly ConcurrentDictionary<string, Task<OutsideReport>> s_settings = new(StringComparer.Ordinal);
    private readonly OutsideNetwork _network;

    public OutsideTests(OutsideNetwork network)
    {
        _network = network;
        if (network.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried from outside here: {obstacle}");
    }

    public static TheoryData<string, string, bool, string> Cells =>
    [
        .. from setting in Settings.Keys
           from row in Rows
           from isIPv6 in BothFamilies
           select (setting, row, isIPv6, Expected(setting, row).ToString()),
    ];

    /// <summary>The rule of each setting for one protocol.</summary>
    private static Dictionary<string, Func<string, string>> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["accept"] = _ => "accept",
        ["reject"] = protocol => protocol == "tcp" ? "reject with tcp reset" : "reject with icmpx port-unreachable",
        ["drop"] = _ => "drop",
        ["answers are dropped"] = _ => "accept",
    };

    /// <summary>Every inbound row of the catalog.</summary>
    private static string[] Rows { get; } =
    [
        .. Catalog.Instance.Services
            .SelectMany(service => service.Requirements)
            .Where(row => row.Direction == Direction.Inbound && row.Protocol is Protocol.Tcp or Protocol.Udp)
            .Select(row => $"{RuleText.Describe(row.Protocol)} {row.Ports}")
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_row_has_its_verdict_in_each_setting(string setting, string row, bool isIPv6, string expected)
    {
        var report = await s_settings.GetOrAdd(setting, RunAsync);

        var result = Find(report, row, isIPv6);
        Assert.True(expected == result.Outcome.Verdict.ToString(), $"{result.Outcome.Verdict}: {result.Outcome.Detail}");
        Assert.True(report.IsListenerKnown);
    }

    [Fact]
    public async Task Nothing_is_known_where_everything_is_dropped_and_it_takes_little_time()
    {
        _network.Apply(forward: "drop");

        var report = await ProbeAsync(Policy(), BothFamilies);

        Assert.False(report.IsListenerKnown);
        Assert.All(
            report.Results,
            result => Assert.Equal(
                result.Probe.Protocol == Protocol.Tcp ? ProbeVerdict.Filtered : ProbeVerdict.OpenOrFiltered, result.Outcome.Verdict));
    }

    /// <summary>The mapping of this NAT has another port for each conversation with 'random'.</summary>
    [Theory]
    [InlineData("")]
    [InlineData(" random")]
    [InlineData(" fully-random")]
    public async Task Behind_NAT_the_row_is_found_by_the_address_that_the_listener_sees(string kind)
    {
        _network.Apply(after: $"oifname pbx meta l4proto {{ tcp, udp }} masquerade to :40000-60000{kind}");
        var policy = TestPolicy.Of(
            TestPolicy.Service(
                "service", TestPolicy.Inbound(Protocol.Udp, "5060"), TestPolicy.Inbound(Protocol.Tcp, "5061"),
                TestPolicy.Inbound(Protocol.Udp, "3090")),
            "phones",
            $"{OutsideNetwork.NearGateway}/32");

        var report = await ProbeAsync(policy, IPv4);

        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.Equal([OutsideNetwork.NearGateway], report.Sources);
        Assert.All(report.Sip, sip => Assert.False(sip.Path.IsRewritten));
    }

    [Fact]
    public async Task A_router_that_rewrites_SIP_is_found_with_what_it_rewrote_in_each_direction()
    {
        var (relay, rule) = _network.Divert(5060, 15_060, RewriteRequest, RewriteAnswer);
        using var alg = relay;
        _network.Apply(before: rule);

        var report = await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "5060")), IPv4);

        var outcome = Assert.Single(report.Results).Outcome;
        Assert.Equal(ProbeVerdict.Rewritten, outcome.Verdict);
        Assert.Equal("in the request: Via, Contact, o=, c=, a=; in the answer: X-Alg", outcome.Detail);
        var path = Assert.Single(report.Sip).Path;
        Assert.Equal(["Via", "Contact", "o=", "c=", "a="], path.There.Select(rewriting => rewriting.Part));
        Assert.Contains(
            path.There, rewriting => rewriting.Describe() == "c= was 'IN IP4 11.0.2.20', and arrived as 'IN IP4 198.51.100.99'");
        Assert.Equal(["X-Alg"], path.Back.Select(rewriting => rewriting.Part));

        static (byte[]?, TimeSpan) RewriteRequest(byte[] datagram, int number)
        {
            var lines = Encoding.Latin1.GetString(datagram).Split("\r\n").Select(line =>
                line.StartsWith("Call-ID", StringComparison.Ordinal) || line.StartsWith("From", StringComparison.Ordinal)
                    ? line
                    : line.Replace("11.0.2.20", "198.51.100.99", StringComparison.Ordinal));
            return (Encoding.Latin1.GetBytes(string.Join("\r\n", lines)), TimeSpan.Zero);
        }

        static (byte[]?, TimeSpan) RewriteAnswer(byte[] datagram, int number) =>
            (Encoding.Latin1.GetBytes(
                Encoding.Latin1.GetString(datagram).Replace("\r\nContact:", "\r\nX-Alg: 1\r\nContact:", StringComparison.Ordinal)),
                TimeSpan.Zero);
    }

    [Fact]
    public async Task A_router_that_rewrites_the_answer_away_leaves_one_way()
    {
        var (relay, rule) = _network.Divert(5060, 15_061, Relay.Pass, Relay.Lose);
        using var alg = relay;
        _network.Apply(before: rule);

        var report = await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "5060")), IPv4);

        Assert.Equal(ProbeVerdict.OneWay, Assert.Single(report.Results).Outcome.Verdict);
        Assert.Empty(Assert.Single(report.Sip).Path.There);
    }

    [Fact]
    public async Task Loss_and_delay_of_sound_are_measured_in_their_directions()
    {
        const int port = 20_000;
        var (relay, rule) = _network.Divert(
            port,
            16_000,
            (datagram, number) => (number % 5 == 4 ? null : datagram, TimeSpan.Zero),
            (datagram, number) => (datagram, TimeSpan.FromMilliseconds(number % 2 == 0 ? 5 : 65)));
        using var line = relay;
        _network.Apply(before: rule);

        var report = await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "10000-20000")), IPv4);

        var sound = report.Sound.Select(known => known.Path).Single(path => path.Port == port);
        Assert.Equal(ProbeCost.SoundPackets, sound.Sent);
        Assert.Equal(ProbeCost.SoundPackets * 4 / 5, sound.Arrived);
        Assert.Equal(sound.Arrived, sound.Returned);
        Assert.True(sound.JitterBack > 20_000, $"{sound.JitterBack}");
        Assert.True(sound.JitterThere < sound.JitterBack);
        Assert.All(report.Sound.Where(known => known.Path.Port != port), known => Assert.Equal(known.Path.Sent, known.Path.Returned));
        Assert.Equal(ProbeVerdict.Works, Assert.Single(report.Results).Outcome.Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Sound_of_which_much_is_lost_does_not_work(bool isThere)
    {
        _network.Apply(forward: $"{(isThere ? "oifname" : "iifname")} pbx udp {(isThere ? "dport" : "sport")} 10000-20000 "
            + "numgen inc mod 10 < 4 drop");

        var outcome = Assert.Single((await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "10000-20000")), IPv4)).Results).Outcome;

        Assert.Equal(ProbeVerdict.Lossy, outcome.Verdict);
    }

    [Fact]
    public async Task Sound_that_was_interrupted_is_not_said_to_work()
    {
        _network.Apply();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromMilliseconds(300));

        var report = await _network.ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "10000-20000")), IPv4, end.Token);

        Assert.True(Assert.Single(report.Results).Outcome.IsCutShort);
    }

    [Fact]
    public async Task Sound_that_is_lost_at_one_sample_and_in_one_direction_is_told_with_its_port()
    {
        var (relay, rule) = _network.Divert(20_000, 16_001, Relay.Pass, Relay.Lose);
        using var line = relay;
        _network.Apply(before: rule);

        var outcome = Assert.Single((await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "10000-20000")), IPv4)).Results).Outcome;

        Assert.Equal(ProbeVerdict.OneWay, outcome.Verdict);
        Assert.StartsWith("at 20000: what is sent arrives", outcome.Detail, StringComparison.Ordinal);
        Assert.Contains("works at 10000, 11428", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Something_on_the_way_that_answers_in_place_of_the_listener_is_noticed()
    {
        var (relay, rule) = _network.Divert(3090, 13_090, Relay.Pass, (datagram, _) => (datagram[..^1], TimeSpan.Zero));
        using var line = relay;
        _network.Apply(before: rule);

        var outcome = Assert.Single((await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "3090")), IPv4)).Results).Outcome;

        // The question arrived, and what came back is not its answer.
        Assert.Equal(ProbeVerdict.OneWay, outcome.Verdict);
    }

    [Theory]
    [InlineData("udp", 3090, 3478)]
    [InlineData("udp", 5060, 5062)]
    [InlineData("tcp", 5060, 5062)]
    [InlineData("tcp", 5061, 5062)]
    public async Task A_port_that_is_forwarded_to_another_service_does_not_work(string protocol, int port, int forwarded)
    {
        _network.Apply(
            before: $"ip daddr {OutsideNetwork.Pbx(false)} {protocol} dport {port} dnat ip to {OutsideNetwork.Pbx(false)}:{forwarded}");
        var parsed = protocol == "tcp" ? Protocol.Tcp : Protocol.Udp;
        var policy = OutsideNetwork.Policy((parsed, $"{port}"), (parsed, $"{forwarded}"));

        var report = await ProbeAsync(policy, IPv4);

        var outcome = Find(report, $"{protocol} {port}", isIPv6: false).Outcome;
        Assert.Equal(
            (ProbeVerdict.OtherAnswer, $"something on the way forwards it to port {forwarded} of the PBX"),
            (outcome.Verdict, outcome.Detail));
        Assert.Equal(ProbeVerdict.Works, Find(report, $"{protocol} {forwarded}", isIPv6: false).Outcome.Verdict);
    }

    /// <summary>The listener can be asked through a port that is forwarded, and through one of SIP.</summary>
    [Theory]
    [InlineData("5061", "5062")]
    [InlineData("5060", null)]
    public async Task The_listener_is_asked_at_any_port_where_it_answers(string port, string? forwarded)
    {
        _network.Apply(before: forwarded is null
            ? ""
            : $"ip daddr {OutsideNetwork.Pbx(false)} tcp dport {port} dnat ip to {OutsideNetwork.Pbx(false)}:{forwarded}");
        var policy = forwarded is null
            ? OutsideNetwork.Policy((Protocol.Tcp, port))
            : OutsideNetwork.Policy((Protocol.Tcp, port), (Protocol.Tcp, forwarded));

        var report = await _network.ProbeAsync(policy, IPv4, TestContext.Current.CancellationToken, hasControl: false);

        Assert.True(report.IsListenerKnown);
        Assert.Equal(
            forwarded is null ? ProbeVerdict.Works : ProbeVerdict.OtherAnswer, Find(report, $"tcp {port}", isIPv6: false).Outcome.Verdict);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_router_forgets_conversations_after_its_time(bool isForgetful)
    {
        _network.Remember(isForgetful ? 4 : 120);
        _network.Apply(after: "oifname pbx meta l4proto { tcp, udp } masquerade to :40000-60000 random");

        var report = await ProbeAsync(OutsideNetwork.Policy((Protocol.Udp, "3090")), IPv4, silence: 7);

        var (target, lifetime) = Assert.Single(report.Nat);
        Assert.Equal(OutsideNetwork.Pbx(false), target);
        if (isForgetful)
        {
            Assert.InRange(lifetime.Kept, 2, 4);
            Assert.InRange(lifetime.Lost ?? 0, 3, 7);
        }
        else
        {
            Assert.Equal(new NatLifetime(7, null), lifetime);
        }
    }

    private async Task<OutsideReport> RunAsync(string setting)
    {
        var rule = Settings[setting];
        var parts = Rows.Select(row => row.Split(' '));
        var rows = string.Join('\n', parts.Select(row => $"oifname pbx {row[0]} dport {row[1]} {rule(row[0])}"));
        var datagrams = string.Join(", ", Rows.Where(row => row.StartsWith("udp", StringComparison.Ordinal)).Select(row => row[4..]));
        var answers = setting == "answers are dropped" ? $"\niifname pbx udp sport {{ {datagrams} }} drop" : "";
        _network.Apply(forward: rows + answers);
        return await _network.ProbeAsync(Policy(), BothFamilies, CancellationToken.None);
    }

    private static ProbeVerdict Expected(string setting, string row) => setting switch
    {
        "accept" => ProbeVerdict.Works,
        "reject" => ProbeVerdict.Refused,
        "drop" => ProbeVerdict.Filtered,
        _ => row.StartsWith("udp", StringComparison.Ordinal) ? ProbeVerdict.OneWay : ProbeVerdict.Works,
    };

    private static FirewallPolicy Policy() => OutsideNetwork.Policy(
        [.. Rows.Select(row => row.Split(' ')).Select(row => (row[0] == "tcp" ? Protocol.Tcp : Protocol.Udp, row[1]))]);

    private Task<OutsideReport> ProbeAsync(FirewallPolicy policy, bool[] families, int silence = 0) =>
        _network.ProbeAsync(policy, families, TestContext.Current.CancellationToken, silence);

    private static Probes.Running.ProbeResult Find(OutsideReport report, string row, bool isIPv6)
    {
        var (protocol, ports) = (row.Split(' ')[0] == "tcp" ? Protocol.Tcp : Protocol.Udp, PortRange.Parse(row.Split(' ')[1]));
        return report.Results.Single(result =>
            result.Probe.Protocol == protocol && result.Probe.Ports == ports && result.Probe.Address == OutsideNetwork.Pbx(isIPv6));
    }
}
