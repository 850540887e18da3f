using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Starface.EndToEnd.Scenarios.Network;
using Starface.Policies;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Tests;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.EndToEnd.Doctor;

/// <summary>
/// What the doctor says of every outbound row of the catalog, held against real servers behind a router that accepts, rejects or drops.
/// </summary>
[Trait("Category", "Slow")]
public sealed class DoctorTests : IClassFixture<DoctorWorld>
{
    /// <summary>How often the accepting setting is tried; more find false alarms (docs/doctor.md).</summary>
    private static readonly int Repetitions =
        int.Parse(Environment.GetEnvironmentVariable("DOCTOR_REPETITIONS") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>What the router does, for TCP and for UDP.</summary>
    private static readonly Dictionary<string, (string Tcp, string Udp)> Settings = new(StringComparer.Ordinal)
    {
        ["accept"] = ("accept", "accept"),
        ["drop"] = ("drop", "drop"),
        ["reject"] = ("reject with tcp reset", "reject with icmpx port-unreachable"),
        ["prohibit"] = ("reject with icmpx admin-prohibited", "reject with icmpx admin-prohibited"),
    };

    private static readonly ConcurrentDictionary<string, ImmutableArray<ProbeResult>> Runs = new(StringComparer.Ordinal);
    private readonly DoctorWorld _world;

    public DoctorTests(DoctorWorld world)
    {
        _world = world;
        if (world.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried here: {obstacle}");
    }

    /// <summary>Each row of the catalog, in each setting, over each family.</summary>
    public static TheoryData<string, string, string> Cells =>
    [
        .. from setting in Settings.Keys
           from row in Probes().Where(probe => probe.IsToTry).Select(probe => (Row: NameOf(probe), Family: FamilyOf(probe))).Distinct()
           select (setting, row.Row, row.Family),
    ];

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_row_has_the_verdict_of_its_setting(string setting, string row, string family)
    {
        var results = Runs.GetOrAdd(setting, Run).Where(
            result => result.Probe.IsToTry && NameOf(result.Probe) == row && FamilyOf(result.Probe) == family).ToList();

        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(
            result.Outcome.Verdict == Expected(setting, result.Probe), $"{result.Probe.Describe()}: {result.Outcome}"));
    }

    [Fact]
    public void No_row_is_a_false_alarm()
    {
        for (var i = 0; i < Repetitions; i++)
        {
            Assert.All(
                Run("accept").Where(result => result.Probe.IsToTry),
                result => Assert.Equal(Expected("accept", result.Probe), result.Outcome.Verdict));
        }
    }

    [Fact]
    public void What_is_seen_is_told()
    {
        var results = Runs.GetOrAdd("accept", Run);

        Assert.Contains("stratum 8, offset ", Detail(ProbeMethod.Ntp), StringComparison.Ordinal);
        Assert.Contains("seen from outside as 203.0.113.10:", Detail(ProbeMethod.Stun), StringComparison.Ordinal);
        Assert.Contains("HTTP 200; certificate of pbx.example until ", Detail(ProbeMethod.Https), StringComparison.Ordinal);
        Assert.Contains("StartTLS: certificate of pbx.example", Detail(ProbeMethod.Ldap), StringComparison.Ordinal);
        Assert.Contains("SIP 200", Detail(ProbeMethod.SipTls), StringComparison.Ordinal);
        Assert.Contains("TLS 1.2, TLS 1.3", Detail(ProbeMethod.SipTls), StringComparison.Ordinal);

        string Detail(ProbeMethod method) => string.Join(
            '\n',
            results.Where(result => result.Probe.IsToTry && result.Probe.Method == method && FamilyOf(result.Probe) == "IPv4")
                .Select(result => result.Outcome.Detail));
    }

    [Theory]
    [InlineData(9441, nameof(ProbeMethod.Https), nameof(ProbeVerdict.TlsTooLow), "TLS 1.0, TLS 1.1, TLS 1.2; the row demands TLS 1.2")]
    [InlineData(9442, nameof(ProbeMethod.Https), nameof(ProbeVerdict.TlsTooLow), "nothing above TLS 1.1")]
    [InlineData(443, nameof(ProbeMethod.Https), nameof(ProbeVerdict.Works), "TLS 1.2, TLS 1.3")]
    [InlineData(5222, nameof(ProbeMethod.Xmpp), nameof(ProbeVerdict.Works), "TLS 1.2, TLS 1.3")]
    [InlineData(80, nameof(ProbeMethod.Https), nameof(ProbeVerdict.OtherAnswer), "")]
    [InlineData(443, nameof(ProbeMethod.Http), nameof(ProbeVerdict.Works), "HTTP 400")]
    [InlineData(389, nameof(ProbeMethod.SipTls), nameof(ProbeVerdict.Refused), "")]
    [InlineData(5060, nameof(ProbeMethod.Ldap), nameof(ProbeVerdict.Refused), "")]
    public Task The_lowest_version_of_TLS_is_looked_at(int port, string method, string verdict, string detail) =>
        IsSeenAsync(port, method, verdict, detail);

    [Theory]
    [InlineData(9443, nameof(ProbeVerdict.Works), "certificate of pbx.example until ")]
    [InlineData(9443, nameof(ProbeVerdict.Works), ", with a key of RSA 1024; TLS 1.2, TLS 1.3")]
    [InlineData(9444, nameof(ProbeVerdict.OtherAnswer), "issued by pbx.example, can be forged: it has a key of RSA 768")]
    public Task The_strength_of_certificates_is_looked_at(int port, string verdict, string detail) =>
        IsSeenAsync(port, nameof(ProbeMethod.Https), verdict, detail);

    [Fact]
    public void The_kind_of_NAT_is_found_by_two_servers_of_the_policy()
    {
        _world.Filter(Settings["accept"]);
        Assert.Equal(
            [(AddressFamily.IPv4, NatBehaviour.None), (AddressFamily.IPv6, NatBehaviour.None)],
            Nat(_world.Pbx, 0, 1).Select(nat => (nat.Family, nat.Mapping)));

        // The office's router takes another port for each peer, as its NAT says 'random'.
        var office = Assert.Single(Nat(_world.Inside, 0, 1));
        Assert.Equal((NatBehaviour.AddressDependent, NatBehaviour.AddressAndPortDependent), (office.Mapping, office.Filtering));

        // With one server of the policy the address that it names is not asked.
        var alone = Assert.Single(Nat(_world.Inside, 0));
        Assert.Equal("the server's second address is not among the policy's targets", alone.WhyNoMapping);
    }

    [Fact]
    public void NAT_that_keeps_the_port_has_one_mapping_for_every_peer()
    {
        _world.Filter(Settings["accept"]);
        _world.Office.Network.Load(
            $"table ip site\ndelete table ip site\ntable ip site {{\n  chain out {{\n    type nat hook postrouting priority srcnat;\n"
            + $"    iifname {Site.Inside} oifname {Site.Link} meta l4proto {{ tcp, udp }} masquerade\n  }}\n}}\n");
        try
        {
            var office = Assert.Single(Nat(_world.Inside, 0, 1));

            Assert.Equal(NatBehaviour.EndpointIndependent, office.Mapping);
        }
        finally
        {
            _world.Office.Network.Load("table ip site\ndelete table ip site\n");
            _world.Office.TranslateAddresses();
        }
    }

    /// <summary>As from outside, where the name of the PBX need not be known.</summary>
    [Theory]
    [InlineData(443, nameof(ProbeMethod.Https), nameof(ProbeVerdict.Works), "certificate of pbx.example until ")]
    [InlineData(5222, nameof(ProbeMethod.Xmpp), nameof(ProbeVerdict.NotProbed), "name it with --host")]
    public Task Without_a_name_nothing_is_concluded_from_another_one(int port, string method, string verdict, string detail) =>
        IsSeenAsync(port, method, verdict, detail, host: null);

    private async Task IsSeenAsync(int port, string method, string verdict, string detail, string? host = DoctorWorld.Host)
    {
        _world.Filter(Settings["accept"]);
        var row = new ProbeRow(
            "row",
            new Requirement(Direction.Outbound, Protocol.Tcp, new PortRange(port), "row")
            {
                MinimumTls = method == nameof(ProbeMethod.Http) ? Tls.Unspecified : Tls.V12,
            },
            new PortRange(port),
            null);
        ImmutableArray<Probe> probes =
        [
            .. new[] { false, true }.Select(isIPv6 => DoctorWorld.Server(isIPv6)).Select(address =>
                new Probe(address, Protocol.Tcp, new PortRange(port), Enum.Parse<ProbeMethod>(method))
                {
                    Address = Address.Parse(address),
                    Host = host,
                    Rows = [row],
                }),
        ];

        var results = await Runner(_world.Pbx).RunAsync(probes, TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal(verdict, result.Outcome.Verdict.ToString()));
        Assert.All(results, result => Assert.Contains(detail, result.Outcome.Detail, StringComparison.Ordinal));
    }

    private ImmutableArray<NatFinding> Nat(Site site, params int[] servers)
    {
        var token = TestContext.Current.CancellationToken;
        var addresses =
            from isIPv6 in site == _world.Inside ? new[] { false } : [false, true]
            from server in servers
            select DoctorWorld.Server(isIPv6, server);
        ImmutableArray<Probe> probes =
        [
            .. addresses.Select(address => new Probe(address, Protocol.Udp, new PortRange(3478), ProbeMethod.Stun)
            {
                Address = Address.Parse(address),
            }),
        ];
        var results = Runner(site).RunAsync(probes, token).GetAwaiter().GetResult();
        Assert.All(results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        return new NatDiscovery(DoctorWorld.SocketsAt(site)).FindAsync(results, token).GetAwaiter().GetResult();
    }

    private ImmutableArray<ProbeResult> Run(string setting)
    {
        _world.Filter(Settings[setting]);
        return Runner(_world.Pbx).RunAsync(Probes(), CancellationToken.None).GetAwaiter().GetResult();
    }

    private ProbeRunner Runner(Site site) => new() { Sockets = DoctorWorld.SocketsAt(site), Roots = [_world.Root] };

    /// <summary>Every outbound row of the catalog, with the servers as peers and as the addresses of hosts.</summary>
    private static ImmutableArray<Probe> Probes()
    {
        const string group = "servers";
        PeerList servers = [Peer.Parse(DoctorWorld.Server(false)), Peer.Parse(DoctorWorld.Server(true))];
        var services = Catalog.Instance.Services
            .Select(service => (service, service.Requirements.Any(row => row.NeedsPeers) ? group : null))
            .ToArray();
        var arguments = new PolicyArguments().WithPeers(group, servers);

        // The rows of mobile push are those of the version.
        var versions = new PbxVersion?[] { null, PbxVersion.Parse("7.0.0.8"), PbxVersion.Parse("7.0.0.19") };
        var policies = versions.Select(
            version => new TestPolicy(TestPolicy.Define(services), new PolicyArguments(arguments) { PbxVersion = version }));
        var made =
            from policy in policies
            from viewpoint in new[] { Viewpoint.Pbx, Viewpoint.Phones }
            select (policy, viewpoint);
        return
        [
            .. made.SelectMany(instance =>
            {
                var (policy, viewpoint) = instance;
                var plan = ProbePlan.For(policy, viewpoint, new ProbeChoice());
                ImmutableArray<Lookup> lookups =
                [
                    .. plan.Hosts.SelectMany(host => new[] { false, true }.Select(isIPv6 => new Lookup(
                        host.Name,
                        isIPv6 ? AddressFamily.IPv6 : AddressFamily.IPv4,
                        "resolver",
                        1,
                        LookupOutcome.Addresses,
                        [Address.Parse(DoctorWorld.Server(isIPv6))]))),
                ];
                return plan.Probes(lookups, new SpecialRanges([]));
            }).DistinctBy(probe => (probe.Remote, probe.Protocol, probe.Ports, probe.Method, probe.Host)),
        ];
    }

    private static string NameOf(Probe probe) =>
        $"{string.Join(" and ", probe.Rows.Select(row => row.Service).Distinct())}, {RuleText.Describe(probe.Protocol)} {probe.Ports}";

    private static string FamilyOf(Probe probe) => RuleText.Describe(probe.Address!.Value.Family);

    private static ProbeVerdict Expected(string setting, Probe probe)
    {
        var isUdp = probe.Protocol == Protocol.Udp;
        return setting switch
        {
            "accept" => probe.Method == ProbeMethod.Datagram ? ProbeVerdict.OpenOrFiltered : ProbeVerdict.Works,
            "drop" => isUdp ? ProbeVerdict.OpenOrFiltered : ProbeVerdict.Filtered,
            "reject" => ProbeVerdict.Refused,
            _ => ProbeVerdict.Filtered,
        };
    }
}
