using System.Collections.Immutable;
using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Probes.Planning;

namespace Starface.Probes.Tests;

/// <summary>Which rows are tried at which addresses.</summary>
public class ProbePlanTests
{
    private static readonly CloudPbx.Peers Peers = new()
    {
        Administrators = ["192.0.2.200"],
        Phones = ["203.0.113.0/24"],
        SipProviders = ["198.51.100.7", "2001:db8:51::7"],
        Resolvers = ["192.0.2.53"],
        TimeServers = ["192.0.2.123"],
    };

    [Fact]
    public void Only_addresses_of_the_policy_are_tried()
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["license.starface.de"] = ["11.0.0.1"] } };

        var probes = Probes(policy, ("license.starface.de", ["11.0.0.1", "11.0.0.9"]), ("update.starface.de", ["11.0.0.2"]));

        Assert.Equal(
            ["11.0.0.1", "11.0.0.2", "192.0.2.123", "192.0.2.53", "198.51.100.7", "2001:db8:51::7"],
            probes.Where(probe => probe.IsToTry).Select(probe => probe.Remote).Distinct().Order(StringComparer.Ordinal));
        Assert.All(
            probes.Where(probe => probe.Remote == "11.0.0.9"), probe => Assert.Equal(ProbeVerdict.OutsideLock, probe.Known!.Verdict));
    }

    [Fact]
    public void An_address_that_the_name_had_before_is_not_a_false_alarm()
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["license.starface.de"] = ["11.0.0.1", "11.0.0.2"] } };

        var probes = Probes(policy, ("license.starface.de", ["11.0.0.2"]));

        var old = probes.Where(probe => probe.Remote == "11.0.0.1").ToList();
        Assert.NotEmpty(old);
        Assert.All(old, probe => Assert.True(probe.Known is { Verdict: ProbeVerdict.NotProbed, IsByNature: true }));
    }

    [Fact]
    public void Pinned_addresses_are_tried_where_the_name_does_not_resolve_and_that_is_told()
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["license.starface.de"] = ["11.0.0.1"] } };

        var probes = Probes(policy).Where(probe => probe.Rows[0].Service == "license-server").ToList();

        Assert.Equal(3, probes.Count(probe => probe.Known?.Verdict == ProbeVerdict.DoesNotResolve));
        Assert.Equal([80, 443, 8383], probes.Where(probe => probe.IsToTry).Select(probe => probe.Port));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    public void An_answer_that_leads_inside_is_not_followed(string address)
    {
        var probes = Probes(new CloudPbx(Peers), ("license.starface.de", [address]));

        Assert.DoesNotContain(probes, probe => probe.IsToTry && probe.Remote == address);
        Assert.Contains(probes, probe => probe.Remote == address && probe.Known?.Verdict == ProbeVerdict.DoesNotResolve);
    }

    [Fact]
    public void An_answer_that_leads_inside_is_told_beside_one_that_does_not()
    {
        var probes = Probes(new CloudPbx(Peers), ("license.starface.de", ["11.0.0.1", "10.0.0.1"]))
            .Where(probe => probe is { Host: "license.starface.de", Port: 443 });

        Assert.Equal(
            [("10.0.0.1", ProbeVerdict.DoesNotResolve), ("11.0.0.1", null)],
            probes.Select(probe => (probe.Remote, probe.Known?.Verdict)).Order());
    }

    [Theory]
    [InlineData(AddressFamily.IPv6, true, false)]
    [InlineData(AddressFamily.IPv6, false, true)]
    [InlineData(AddressFamily.IPv4, true, false)]
    [InlineData(AddressFamily.IPv4, false, false)]
    public void A_family_of_which_no_resolver_said_anything_is_not_known(AddressFamily family, bool hasIPv6, bool isByNature)
    {
        const string host = "license.starface.de";
        var plan = ProbePlan.For(
            new CloudPbx(Peers), Viewpoint.Pbx, new ProbeChoice { HasIPv6 = () => hasIPv6, Services = ["license-server"] });
        var other = family == AddressFamily.IPv4 ? AddressFamily.IPv6 : AddressFamily.IPv4;
        var known = Found(host, other == AddressFamily.IPv4 ? "11.0.0.1" : "2a00::1") with { Family = other };

        var probes = plan.Probes(
            [
                known,
                new Lookup(host, family, "192.0.2.53", 1, LookupOutcome.Failure, []) { Detail = "SERVFAIL" },
                new Lookup(host, family, "192.0.2.54", 1, LookupOutcome.NoAnswer, []),
            ],
            SpecialRanges.Iana);

        var open = probes.Where(probe => probe.Known is not null).ToList();
        Assert.Equal(3, open.Count);
        Assert.All(open, probe =>
        {
            Assert.Equal((ProbeVerdict.NotProbed, isByNature), (probe.Known!.Verdict, probe.Known.IsByNature));
            Assert.Contains("addresses is not known: SERVFAIL", probe.Known.Detail, StringComparison.Ordinal);
        });
        Assert.Equal(3, probes.Count(probe => probe.IsToTry));
    }

    [Fact]
    public void A_name_without_addresses_of_one_family_is_not_known_to_have_none()
    {
        const string host = "license.starface.de";
        var plan = ProbePlan.For(new CloudPbx(Peers), Viewpoint.Pbx, new ProbeChoice { Services = ["license-server"] });
        Lookup[] lookups =
        [
            new(host, AddressFamily.IPv4, "192.0.2.53", 1, LookupOutcome.NoAddress, []),
            new(host, AddressFamily.IPv6, "192.0.2.53", 1, LookupOutcome.NoAnswer, []),
        ];

        Assert.All(plan.Probes([.. lookups], SpecialRanges.Iana), probe => Assert.True(probe.Known is { IsCutShort: true }));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/24")]
    public void An_answer_that_a_person_gave_the_host_is_believed(string pinned)
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["license.starface.de"] = [pinned] } };

        var probes = Probes(policy, ("license.starface.de", ["10.0.0.1"])).Where(probe => probe.Host == "license.starface.de");

        Assert.All(probes, probe => Assert.True(probe is { IsToTry: true, Remote: "10.0.0.1" }));
    }

    [Fact]
    public void A_pinned_network_in_which_the_name_has_no_address_is_told()
    {
        var policy = new CloudPbx(Peers) { Hosts = new() { ["license.starface.de"] = ["11.0.0.0/24", "12.0.0.0/24"] } };

        var probes = Probes(policy, ("license.starface.de", ["11.0.0.7"])).Where(probe => probe.Host == "license.starface.de").ToList();

        Assert.All(probes.Where(probe => probe.IsToTry), probe => Assert.Equal("11.0.0.7", probe.Remote));
        var outside = probes.Where(probe => probe.Remote == "12.0.0.0/24").ToList();
        Assert.Equal(3, outside.Count);
        Assert.All(outside, probe => Assert.True(probe.Known is { Verdict: ProbeVerdict.NotProbed, IsByNature: true }));
    }

    [Fact]
    public void A_row_for_signals_and_media_is_tried_for_the_signals_and_told_for_the_media()
    {
        var probes = Probes(new CloudPbxConnect(new CloudPbxConnect.Peers
        {
            Administrators = ["192.0.2.200"],
            Phones = ["203.0.113.0/24"],
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
        })).Where(probe => probe.Rows[0].Service == "starface-connect" && probe is { Protocol: Protocol.Udp, Address: not null }).ToList();

        Assert.NotEmpty(probes);
        Assert.All(
            probes.GroupBy(probe => probe.Remote),
            server => Assert.Equal(
                [(5060, ProbeMethod.Sip, null), (1025, ProbeMethod.Connect, ProbeVerdict.NotProbed)],
                server.OrderBy(probe => probe.Known is not null)
                    .Select(probe => (probe.Port, probe.Method, probe.Known?.Verdict))));
    }

    [Fact]
    public void What_the_vendor_calls_HTTPS_is_asked_in_it()
    {
        var probes = Probes(new CloudPbx(Peers), ("license.starface.de", ["11.0.0.1"])).Where(probe => probe.Host == "license.starface.de");

        Assert.Equal(
            [(80, ProbeMethod.Http), (443, ProbeMethod.Https), (8383, ProbeMethod.Https)],
            probes.Select(probe => (probe.Port, probe.Method)));
    }

    [Fact]
    public void A_network_is_tried_where_a_server_in_it_is_named()
    {
        var policy = new CloudPbx(Peers);
        var choice = new ProbeChoice { Servers = [Address.Parse("203.0.113.9"), Address.Parse("11.0.0.1")] };

        var phones = Probes(policy, choice).Where(probe => probe.Remote is "203.0.113.0/24" or "203.0.113.9" or "11.0.0.1").ToList();

        Assert.All(phones, probe => Assert.Equal("203.0.113.9", probe.Remote));
        Assert.Contains(Probes(policy), probe => probe is { Remote: "203.0.113.0/24", Known.IsByNature: false });
    }

    [Fact]
    public void Media_are_not_tried_and_decide_nothing() => Assert.All(
        Probes(new CloudPbx(Peers)).Where(probe => probe.Rows[0].Service == "rtp-media"),
        probe => Assert.True(probe.Known is { Verdict: ProbeVerdict.NotProbed, IsByNature: true }));

    [Fact]
    public void What_the_cloud_serves_itself_is_tried_where_it_has_an_address()
    {
        var policy = new CloudPbx(Peers with { Resolvers = ["cloud"], TimeServers = ["cloud"] });
        var choice = new ProbeChoice { FindOwnServers = Policy.Clouds.Aws.AwsTarget.Instance.FindOwnServers };

        var probes = Probes(policy, choice).Where(probe => probe.Rows[0].Service is "dns" or "ntp");

        Assert.Equal(
            [("169.254.169.253", ProbeMethod.Dns), ("169.254.169.253", ProbeMethod.Dns), ("169.254.169.123", ProbeMethod.Ntp)],
            probes.Select(probe => (probe.Remote, probe.Method)));
    }

    [Fact]
    public void A_port_that_was_moved_speaks_the_protocol_of_its_row()
    {
        var definition = new PolicyDefinition("p", "P", null, [new Allowance(Ldap.Definition, "directory-servers", null)]);
        var arguments = new PolicyArguments().WithPeers("directory-servers", ["192.0.2.1"]);
        var policy = new Sample(
            definition, new PolicyArguments(arguments) { Settings = arguments.Settings.SetItem("LdapPort", new PortRange(8502)) });

        var probe = Assert.Single(Probes(policy));

        Assert.Equal((8502, ProbeMethod.Ldap), (probe.Port, probe.Method));
    }

    [Fact]
    public void Rows_that_need_the_same_attempt_share_it()
    {
        var probes = Probes(new CloudPbx(Peers with { Phones = ["198.51.100.7"] }));

        var sip = Assert.Single(probes, probe => probe is { Remote: "198.51.100.7", Port: 5060, Protocol: Protocol.Udp });
        Assert.Equal(["phones", "sip-providers"], sip.Rows.Select(row => row.PeerGroup));
    }

    [Fact]
    public void The_phones_network_has_its_own_rows()
    {
        var policy = new YealinkPhoneNetwork();

        Assert.Empty(ProbePlan.For(policy, Viewpoint.Pbx, new ProbeChoice()).Rows);
        var plan = ProbePlan.For(policy, Viewpoint.Phones, new ProbeChoice());
        var lookups = plan.Hosts.Select((host, i) => Found(host.Name, $"11.0.0.{i + 1}")).ToImmutableArray();
        Assert.Equal(5, plan.Hosts.Length);
        Assert.Equal(30, plan.Probes(lookups, SpecialRanges.Iana).Count(probe => probe.IsToTry));
    }

    private static ImmutableArray<Probe> Probes(FirewallPolicy policy, params (string Host, string[] Addresses)[] names) =>
        Probes(policy, new ProbeChoice(), names);

    private static ImmutableArray<Probe> Probes(
        FirewallPolicy policy, ProbeChoice choice, params (string Host, string[] Addresses)[] names)
    {
        var plan = ProbePlan.For(policy, Viewpoint.Pbx, choice);
        ImmutableArray<Lookup> lookups =
        [
            .. plan.Hosts.Select(host => names.FirstOrDefault(name => name.Host == host.Name) is { Host: not null } known
                ? Found(known.Host, known.Addresses)
                : new Lookup(host.Name, AddressFamily.IPv4, "192.0.2.53", 1, LookupOutcome.NoSuchName, [])),
        ];
        return plan.Probes(lookups, SpecialRanges.Iana);
    }

    private static Lookup Found(string host, params string[] addresses) =>
        new(host, AddressFamily.IPv4, "192.0.2.53", 1, LookupOutcome.Addresses, [.. addresses.Select(Address.Parse)]);

    private sealed class Sample(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
