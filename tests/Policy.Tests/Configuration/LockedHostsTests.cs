using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Composition;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Tests.Names;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Configuration;

/// <summary>Where the addresses of a host come from: the catalog, then the configuration, then the lock.</summary>
public class LockedHostsTests
{
    private static readonly PolicyDefinition Definition = new("hosts", "Hosts", null,
    [
        new Allowance(
            Service(
                "names",
                Outbound(Protocol.Tcp, "443") with { Host = "Locked.example.com" },
                Outbound(Protocol.Tcp, "80") with { Host = "locked.example.com" },
                Outbound(Protocol.Tcp, "443") with { Host = "inside.example.com", AllowPrivate = [Prefix.Parse("10.1.0.0/16")] },
                Outbound(Protocol.Tcp, "22") with { Host = "fixed.example.com", Addresses = [Prefix.Parse("11.0.0.9/32")] },
                Inbound(Protocol.Udp, "3478") with { Host = "stun.example.com" }),
            null,
            null),
    ]);

    private static readonly CalendarDate Checked = RandomLock.Days(0);

    [Fact]
    public void The_lock_counts_where_neither_catalog_nor_configuration_has_addresses()
    {
        var names = Lock(
            ("locked.example.com", "11.0.0.1"), ("fixed.example.com", "11.0.0.2"), ("stun.example.com", "11.0.0.3"),
            ("unused.example.com", "11.0.0.4"));

        var request = Assert.Single(Bind(names, ("stun.example.com", "198.51.100.7")).Instances).Request;

        Assert.Equal(
            FlowsOf(
                "outbound tcp 11.0.0.1/32 443", "outbound tcp 11.0.0.1/32 80", "outbound tcp 11.0.0.9/32 22",
                "outbound tcp 0.0.0.0/0 443", "outbound tcp ::/0 443", "inbound udp 198.51.100.7/32 3478"),
            request.Policy.Flows);
        Assert.Equal(["Locked.example.com", "locked.example.com"], request.Names!.Hosts);
    }

    [Fact]
    public void A_host_that_is_not_pinnable_is_as_one_without_addresses()
    {
        var names = new HostsLock(Checked, [new LockedHost("locked.example.com", [], NotPinnable.Rotation)]);

        Assert.Equal(Bind(null).Instances[0].Request.Policy.Digest, Bind(names).Instances[0].Request.Policy.Digest);
        Assert.Null(Bind(names).Instances[0].Request.Names);
        Assert.Contains(
            Bind(names).Instances[0].Request.Policy.Findings,
            finding => finding.Message.Contains(
                "locked.example.com (names; not pinnable: other addresses at each request)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("locked.example.com", "203.0.113.7", null)]
    [InlineData("locked.example.com", "2001:db8::7", null)]
    [InlineData("inside.example.com", "10.1.2.3", null)]
    [InlineData("inside.example.com", "10.2.0.1", "10.2.0.1, which is in a private network (10.0.0.0/8)")]
    [InlineData("locked.example.com", "10.1.2.3", "10.1.2.3, which is in a private network (10.0.0.0/8)")]
    [InlineData("stun.example.com", "0.0.0.0", "0.0.0.0, which is in the own network (0.0.0.0/8)")]
    [InlineData("unused.example.com", "10.1.2.3", null)]
    public void A_lock_must_not_open_what_an_answer_must_not(string host, string address, string? expected)
    {
        var problems = Bind(Lock((host, address))).Problems;

        if (expected is null)
        {
            Assert.Empty(problems);
            return;
        }

        var problem = Assert.Single(problems);
        Assert.Equal((ProblemIds.AddressRefused, "hosts.lock.yaml", 3), (problem.Id, problem.Place!.File, problem.Place.Line));
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2, 30, "Warning", "which is after today")]
    [InlineData(-1, 30, null, "")]
    [InlineData(30, 30, null, "")]
    [InlineData(31, 30, "Warning", "31 days ago")]
    [InlineData(60, 30, "Warning", "60 days ago")]
    [InlineData(61, 30, "Error", "after 60 days inbound rules are not made of it (stun.example.com)")]
    [InlineData(61, 3650, null, "")]
    [InlineData(11, 5, "Error", "after 10 days inbound rules are not made of it (stun.example.com)")]
    public void An_old_lock_is_a_warning_and_later_an_error_for_inbound_rules(int days, int most, string? severity, string message)
    {
        var names = Lock(("stun.example.com", "11.0.0.3"));

        var found = FindingsOf(Bind(names, most).Instances[0].Request, days);

        Assert.Equal(severity is null ? [] : [severity], found.Select(problem => problem.Severity.ToString()));
        Assert.All(found, problem => Assert.Contains(message, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_old_lock_stays_a_warning_where_only_outbound_rules_are_made_of_it_and_none_where_nothing_is()
    {
        var outbound = Bind(Lock(("locked.example.com", "11.0.0.1"))).Instances[0].Request;
        var nothing = Bind(Lock(("stun.example.com", "11.0.0.1")), ("stun.example.com", "11.0.0.1")).Instances[0].Request;

        Assert.Equal([Severity.Warning], FindingsOf(outbound, 1_000).Select(problem => problem.Severity));
        Assert.Empty(FindingsOf(nothing, 1_000));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    [InlineData("99999999999")]
    public void The_greatest_age_is_a_number_of_days(string text)
    {
        var problem = Assert.Single(Bind(null, ("lockMaxAgeDays", new ConfigScalar(text))).Problems);

        Assert.Equal(("starface:lockMaxAgeDays", $"'{text}' is not a number of days"), (problem.Place!.Key, problem.Message));
    }

    [Property(MaxTest = 200)]
    public void Inbound_is_never_wider_than_the_lock(int seed)
    {
        var random = new Random(seed);
        var names = RandomLock.Make(random);
        var rows = RandomLock.Hosts.Select(host => (Requirement)(Inbound(Protocol.Udp, "3478") with { Host = host.Name })).ToArray();
        var definition = new PolicyDefinition("hosts", "Hosts", null, [new Allowance(Service("names", rows), null, null)]);
        var locked = names.Hosts.Where(host => !host.Addresses.IsEmpty).Select(host => host.Name).ToHashSet();

        var rules = Bind(definition, names, []).Instances[0].Request.Policy.Rules;

        foreach (var peer in rules.SelectMany(rule => rule.Peers))
        {
            Assert.All(peer.Origins.Where(origin => locked.Contains(origin.Host!)), origin =>
                Assert.Contains(
                    names.Find(origin.Host!)!.Addresses,
                    known => peer.Peer.Prefix == Prefix.From(known.Address, Address.WidthOf(known.Address.Family))));
        }
    }

    private static ImmutableArray<Problem> FindingsOf(PlanRequest request, int days) =>
    [
        .. ShippedClouds.All[0].Plan(new PlanRequest(request) { Today = RandomLock.Days(days) }).Findings
            .Where(problem => problem.Id == ProblemIds.LockOutdated),
    ];

    private static HostsLock Lock(params (string Host, string Address)[] hosts) => new(
        Checked,
        hosts.Select((host, i) => new LockedHost(host.Host, [new LockedAddress(Address.Parse(host.Address), Checked)]) { Line = 3 + i }));

    private static StackConfig Bind(HostsLock? names, params (string Host, string Address)[] pins) =>
        Bind(names, ("hosts", new ConfigMap([.. pins.Select(pin => new ConfigEntry(pin.Host, new ConfigScalar(pin.Address)))])));

    private static StackConfig Bind(HostsLock? names, int maxAge) =>
        Bind(names, ("lockMaxAgeDays", new ConfigScalar(maxAge.ToString()) { Form = ScalarForm.Number }));

    private static StackConfig Bind(HostsLock? names, (string Key, ConfigNode Value) entry) => Bind(Definition, names, [entry]);

    private static StackConfig Bind(PolicyDefinition definition, HostsLock? names, (string Key, ConfigNode Value)[] more) =>
        StackConfigBinder.Bind(
            Catalog(definition),
            ShippedClouds.All,
            "customer-01",
            new ConfigMap(
            [
                new ConfigEntry("cloud", new ConfigScalar("aws")), new ConfigEntry("policy", new ConfigScalar(definition.Id)),
                .. more.Select(entry => new ConfigEntry(entry.Key, entry.Value)),
            ]),
            names: names);
}
