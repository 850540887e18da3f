using System.Collections.Concurrent;
using System.Text.Json;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policies;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Probes.Clients;

namespace Starface.EndToEnd.Outside;

/// <summary>
/// What the doctor says from outside without a listener of its own, where sipp answers SIP and sends sound back: each row behind rules that
/// accept, reject and drop it, over both families, with one of the two ways closed, and over a line that loses and delays.
/// </summary>
[Trait("Category", "Slow")]
public sealed class SippTests : IClassFixture<SippNetwork>, IDisposable
{
    private const string SipUdp = "udp 5060";
    private const string SipTcp = "tcp 5060";
    private const string Sound = "udp " + SippNetwork.Media;

    /// <summary>The rules of each setting.</summary>
    private static readonly Dictionary<string, string> s_settings = new(StringComparer.Ordinal)
    {
        ["accept"] = "",
        ["reject"] = "oifname pbx meta l4proto tcp reject with tcp reset\noifname pbx meta l4proto udp reject with icmpx port-unreachable",
        ["drop"] = "oifname pbx meta l4proto { tcp, udp } drop",
        ["the way there is closed"] = "oifname pbx meta l4proto udp drop",
        ["the way back is closed"] = "iifname pbx meta l4proto udp drop",
    };

    private static readonly ConcurrentDictionary<string, JsonElement> s_runs = new(StringComparer.Ordinal);
    private readonly OutsideNetwork _network;
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-sipp-").FullName;

    public SippTests(SippNetwork sipp)
    {
        _network = sipp.Network;
        if (sipp.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried with sipp here: {obstacle}");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.one.yaml"),
            """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: [192.0.2.200]
                phones: [11.0.2.0/24, "2001:db8:2::/64"]
                sip-providers: [11.0.2.0/24, "2001:db8:2::/64"]
                resolvers: [192.0.2.53]
                time-servers: [192.0.2.123]

            """);
    }

    public static TheoryData<string, string, bool, string> Cells =>
    [
        .. from setting in s_settings.Keys
           from row in new[] { SipUdp, SipTcp, Sound }
           from isIPv6 in new[] { false, true }
           select (setting, row, isIPv6, Expected(setting, row)),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_row_has_its_verdict_in_each_setting(string setting, string row, bool isIPv6, string expected)
    {
        var run = s_runs.GetOrAdd(setting, _ =>
        {
            _network.Apply(forward: s_settings[setting]);
            return Run(setting == "accept" ? 0 : 2, false, true);
        });

        var probe = Find(run, row, isIPv6);
        Assert.True(expected == probe.GetProperty("verdict").GetString(), probe.ToString());
    }

    [Fact]
    public void Sound_that_comes_back_is_measured_at_each_sample_of_the_range()
    {
        _network.Apply();

        var run = Run(0, false, true);

        var sound = run.GetProperty("outside").GetProperty("sound").EnumerateArray().ToList();
        Assert.Equal(16, sound.Count);
        Assert.All(sound, sample =>
        {
            Assert.Equal((25, 25), (sample.GetProperty("sent").GetInt32(), sample.GetProperty("returned").GetInt32()));
            Assert.False(sample.TryGetProperty("arrived", out _));
        });
        Assert.False(run.GetProperty("outside").GetProperty("listener").GetBoolean());
        Assert.StartsWith("8 samples: 0 of 200 packets lost there and back, jitter ", Detail(run, Sound), StringComparison.Ordinal);
        Assert.Equal("the server answers SIP 200", Detail(run, SipUdp));
    }

    /// <summary>Which of both ways is closed is not known without a listener, and is not said.</summary>
    [Theory]
    [InlineData("the way there is closed")]
    [InlineData("the way back is closed")]
    public void Where_nothing_comes_back_the_next_step_is_a_listener(string setting)
    {
        _network.Apply(forward: s_settings[setting]);

        var probe = Find(Run(2, false), Sound, isIPv6: false);

        Assert.Equal("nothing came back", probe.GetProperty("detail").GetString());
        Assert.Contains("(doctor --listen) tells which way is closed", probe.GetProperty("next").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oifname pbx udp dport 11428 drop", "open-or-filtered", "at 11428: nothing came back; works at 10000, 12857")]
    [InlineData("iifname pbx udp sport 11428 drop", "open-or-filtered", "at 11428: nothing came back; works at 10000, 12857")]
    [InlineData("oifname pbx udp dport 11428 reject", "refused", "at 11428: the port is closed; works at 10000, 12857")]
    [InlineData("oifname pbx udp dport 10000-20000 numgen inc mod 20 < 1 drop", "works", "10 of 200 packets lost there and back")]
    [InlineData("iifname pbx udp sport 10000-20000 numgen inc mod 20 < 1 drop", "works", "10 of 200 packets lost there and back")]
    [InlineData("oifname pbx udp dport 10000-20000 numgen inc mod 10 < 4 drop", "lossy", "80 of 200 packets lost there and back")]
    [InlineData("iifname pbx udp sport 10000-20000 numgen inc mod 10 < 4 drop", "lossy", "80 of 200 packets lost there and back")]
    public void What_is_lost_is_told(string rule, string verdict, string detail)
    {
        _network.Apply(forward: rule);

        var probe = Find(Run(verdict == "works" ? 0 : 2, false), Sound, isIPv6: false);

        Assert.Equal(verdict, probe.GetProperty("verdict").GetString());
        Assert.Contains(detail, probe.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Delay_that_varies_is_jitter()
    {
        const int port = 20_000;
        var (relay, rule) = _network.Divert(
            port, 16_002, Relay.Pass, (datagram, number) => (datagram, TimeSpan.FromMilliseconds(number % 2 == 0 ? 5 : 65)));
        using var line = relay;
        _network.Apply(before: rule);

        var sound = Run(0, false).GetProperty("outside").GetProperty("sound").EnumerateArray()
            .Single(sample => sample.GetProperty("port").GetInt32() == port);

        Assert.Equal(25, sound.GetProperty("returned").GetInt32());
        Assert.True(sound.GetProperty("jitterBack").GetDouble() > 20, sound.ToString());
    }

    [Fact]
    public void What_is_changed_on_the_way_is_not_an_echo()
    {
        var (relay, rule) = _network.Divert(20_000, 16_003, Relay.Pass, (datagram, _) => ([.. datagram[..^1], 1], TimeSpan.Zero));
        using var line = relay;
        _network.Apply(before: rule);

        var probe = Find(Run(2, false), Sound, isIPv6: false);

        Assert.Equal("other-answer", probe.GetProperty("verdict").GetString());
        Assert.Contains("at 20000: what came back is not what was sent", probe.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_NAT_sound_comes_back_too()
    {
        _network.Apply(after: "oifname pbx meta l4proto { tcp, udp } masquerade to :40000-60000 fully-random");

        Assert.Equal("works", Find(Run(0, false), Sound, isIPv6: false).GetProperty("verdict").GetString());
    }

    private JsonElement Run(int expected, params bool[] families)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var environment = new CliEnvironment(_folder, _folder)
        {
            SpecialRanges = new SpecialRanges([]),
            ProbeSockets = new ProbeSockets((family, type, protocol) =>
            {
                System.Net.Sockets.Socket? made = null;
                _network.Far.Network.Run(() => made = new(family, type, protocol));
                return made!;
            }),
        };
        string[] words =
        [
            "doctor", "--stack", "one", "--from", "outside", "--only", "sip", "--only", "rtp-media", "--rtp-echo", "--timeout", "2",
            "--format", "json", .. families.SelectMany(isIPv6 => new[] { "--target", OutsideNetwork.Pbx(isIPv6).ToString() }),
        ];
        var code = CommandLineApp.Run(words, output, error, environment, new Lazy<PolicyCatalog>(Catalog.Instance));
        Assert.True(code == expected, $"{code}: {output}{error}");
        return JsonDocument.Parse(output.ToString()).RootElement;
    }

    private static string Expected(string setting, string row) => setting switch
    {
        "reject" => "refused",
        "drop" => row == SipTcp ? "filtered" : "open-or-filtered",
        "accept" => "works",
        _ => row == SipTcp ? "works" : "open-or-filtered",
    };

    private static string Detail(JsonElement run, string row) => Find(run, row, isIPv6: false).GetProperty("detail").GetString()!;

    private static JsonElement Find(JsonElement run, string row, bool isIPv6)
    {
        var ports = PortRange.Parse(row.Split(' ')[1]);
        return run.GetProperty("probes").EnumerateArray().Single(probe =>
            probe.GetProperty("target").GetString() == OutsideNetwork.Pbx(isIPv6).ToString()
            && probe.GetProperty("protocol").GetString() == row.Split(' ')[0]
            && probe.GetProperty("fromPort").GetInt32() == ports.From
            && probe.GetProperty("toPort").GetInt32() == ports.To);
    }
}
