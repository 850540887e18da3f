using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Rules;

public sealed class RuleCompilerTests
{
    [Fact]
    public void A_requirement_without_a_remote_side_opens_to_the_peers_of_the_group()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "203.0.113.0/24", "2001:db8::/48");

        Assert.Equal(FlowsOf("inbound tcp 203.0.113.0/24 443", "inbound tcp 2001:db8::/48 443"), policy.Flows);
    }

    [Fact]
    public void Fixed_addresses_go_before_host_and_peers()
    {
        var requirement = Outbound(Protocol.Udp, "5060") with
        {
            Host = "trunk.example.com",
            Addresses = [Starface.Policy.Flows.Prefix.Parse("198.51.100.7")],
        };

        var policy = Of(Service("trunk", requirement), null);

        Assert.Equal(FlowsOf("outbound udp 198.51.100.7/32 5060"), policy.Flows);
        Assert.Empty(policy.Findings);
    }

    [Fact]
    public void A_host_without_pinned_addresses_opens_to_everyone_and_the_finding_names_it()
    {
        var policy = Of(Service("licence", Outbound(Protocol.Tcp, "8383") with { Host = "license.example.com" }), null);

        Assert.Equal(FlowsOf("outbound tcp 0.0.0.0/0 8383", "outbound tcp ::/0 8383"), policy.Flows);
        var finding = Assert.Single(policy.Findings);
        Assert.Contains("license.example.com", finding.Describe(), StringComparison.Ordinal);
        Assert.Contains("outbound tcp 8383", finding.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_host_opens_to_its_addresses_alone()
    {
        var definition = Define((Service("licence", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null));
        var hosts = ImmutableSortedDictionary.Create<string, PeerList>(StringComparer.Ordinal).Add("license.example.com", ["192.0.2.10"]);

        var policy = new TestPolicy(definition, new PolicyArguments { Hosts = hosts });

        Assert.Equal(FlowsOf("outbound tcp 192.0.2.10/32 443"), policy.Flows);
        Assert.Empty(policy.Findings);
    }

    [Fact]
    public void The_same_port_asked_for_twice_is_one_rule_with_both_origins()
    {
        var definition = Define(
            (Service("web", Inbound(Protocol.Tcp, "443", "row A")), "users"),
            (Service("apps", Inbound(Protocol.Tcp, "443", "row B")), "users"));

        var policy = new TestPolicy(definition, Peers(("users", ["192.0.2.0/24"])));

        var rule = Assert.Single(policy.Rules);
        Assert.Equal(["apps", "web"], rule.Origins.Select(origin => origin.Service));
        Assert.Equal(["row B", "row A"], Assert.Single(rule.Peers).Origins.Select(origin => origin.Source));
    }

    [Fact]
    public void Hosts_that_are_not_pinned_are_named_once_with_all_their_services_and_ports()
    {
        var definition = Define(
            (
                Service(
                    "updates",
                    Outbound(Protocol.Tcp, "443") with { Host = "update.example.com" },
                    Outbound(Protocol.Tcp, "80") with { Host = "update.example.com" }), null),
            (
                Service(
                    "licence",
                    Outbound(Protocol.Udp, "53") with { Host = "update.example.com" },
                    Outbound(Protocol.Tcp, "8383") with { Host = "license.example.com" }), null));

        var policy = new TestPolicy(definition, new PolicyArguments());

        Assert.Equal(
            [
                "Hosts without addresses, while cloud rules accept no names: license.example.com (licence), update.example.com (licence, "
                + "updates); outbound tcp 80, 443, 8383, udp 53 is open to any address; run 'starface-policy resolve', or pin addresses in "
                + "the stack's 'hosts'.",
            ],
            policy.Findings.Select(finding => finding.Describe()));
        Assert.All(policy.Findings, finding => Assert.Equal((ProblemIds.HostNotPinned, Severity.Info), (finding.Id, finding.Severity)));
    }

    [Fact]
    public void A_host_that_connects_to_us_opens_nothing_until_it_has_addresses_and_is_a_warning()
    {
        var stun = Service(
            "stun",
            Outbound(Protocol.Udp, "3478") with { Host = "stun.example.com" },
            Inbound(Protocol.Udp, "3478") with { Host = "stun.example.com" });

        var policy = Of(stun, null);

        Assert.Empty(policy.Flows.Slice(Direction.Inbound).Ranges());
        Assert.True(policy.Flows.Contains(FlowRange.Parse("outbound udp 0.0.0.0/0 3478")));
        var finding = Assert.Single(policy.Findings);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(
            "inbound udp 3478 stays closed, outbound udp 3478 is open to any address", finding.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_group_may_be_left_out_and_the_policy_says_what_is_not_open()
    {
        var allowances = new Allowance[]
        {
            new(Service("web", Inbound(Protocol.Tcp, "443")), "users", null),
            new(Service("ssh", Inbound(Protocol.Tcp, "22")), "shell", null) { Optional = true },
            new(Service("mail", Outbound(Protocol.Tcp, "587")), "mail", null) { Optional = true },
        };
        var definition = new PolicyDefinition("test", "Test", null, [.. allowances]);

        var without = new TestPolicy(definition, Peers(("users", ["192.0.2.0/24"])));
        var with = new TestPolicy(definition, Peers(("users", ["192.0.2.0/24"]), ("shell", ["192.0.2.7/32"]), ("mail", [])));

        Assert.Equal(["mail", "shell"], definition.OptionalPeerGroups);
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 443"), without.Flows);
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound tcp 192.0.2.7/32 22"), with.Flows);
        Assert.Equal(
            ["Optional peers are left out, so that these services are not open: mail (mail), ssh (shell)"],
            without.Findings.Select(finding => finding.Message));
        Assert.Equal(
            [(ProblemIds.PeersLeftOut, Severity.Info)], without.Findings.Select(finding => (finding.Id, finding.Severity)));
        Assert.EndsWith(": mail (mail)", Assert.Single(with.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_one_allowance_needs_is_not_optional()
    {
        var definition = new PolicyDefinition("test", "Test", null,
        [
            new Allowance(Service("web", Inbound(Protocol.Tcp, "443")), "users", null),
            new Allowance(Service("ssh", Inbound(Protocol.Tcp, "22")), "users", null) { Optional = true },
        ]);

        Assert.Empty(definition.OptionalPeerGroups);
        Assert.Throws<PolicyException>(() => new TestPolicy(definition, new PolicyArguments()).Rules);
    }

    [Theory]
    [InlineData(Protocol.Icmp, "2001:db8::/48", "IPv6", "icmpv6")]
    [InlineData(Protocol.IcmpV6, "192.0.2.0/24", "IPv4", "icmp")]
    public void Icmp_of_the_other_family_has_no_rule(Protocol protocol, string other, string family, string name)
    {
        var ping = Service("ping", new Requirement(Direction.Inbound, protocol, PortRange.All, "row"));

        var alone = Of(ping, "users", other);
        var both = Of(ping, "users", "2001:db8::/48", "192.0.2.0/24");

        Assert.Empty(alone.Rules);
        Assert.DoesNotContain(both.Rules.Single().Peers, peer => peer.Peer == Peer.Parse(other));
        var finding = Assert.Single(alone.Findings);
        Assert.Equal((ProblemIds.ProtocolOfOtherFamily, Severity.Warning), (finding.Id, finding.Severity));
        Assert.Contains(
            $"the {family} peers of 'users' ({other}): ICMP of {family} is another protocol, {name}",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Equal(Severity.Info, Assert.Single(both.Findings).Severity);
    }

    [Fact]
    public void Icmp_to_anywhere_is_that_of_its_own_family()
    {
        var policy = Of(Service("ping", new Requirement(Direction.Inbound, Protocol.Icmp, PortRange.All, "row")), PeerGroupId.Anywhere);

        Assert.Equal(["0.0.0.0/0"], policy.Rules.Single().Peers.Select(peer => peer.Peer.ToString()));
        Assert.Empty(policy.Findings);
    }

    [Fact]
    public void The_cloud_itself_needs_no_rule()
    {
        var dns = Service("dns", Outbound(Protocol.Udp, "53"), Outbound(Protocol.Tcp, "53"));

        Assert.Empty(Of(dns, "resolvers", "cloud").Rules);
        Assert.Empty(Of(dns, "resolvers", "cloud").Findings);
        Assert.Equal(
            FlowsOf("outbound udp 192.0.2.53/32 53", "outbound tcp 192.0.2.53/32 53"),
            Of(dns, "resolvers", "cloud", "192.0.2.53/32").Flows);
    }

    [Fact]
    public void The_cloud_itself_is_no_peer_for_what_it_does_not_serve()
    {
        var refusal = Assert.Throws<PolicyException>(() => Of(Service("sip", Inbound(Protocol.Udp, "5060")), "phones", "cloud").Rules);

        Assert.Contains(
            "'cloud' is not a peer for 'phones': a cloud itself serves only names and time, and not inbound udp 5060 of 'sip'",
            refusal.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_cloud_itself_is_no_address_of_a_host()
    {
        var definition = Define((Service("licence", Outbound(Protocol.Tcp, "443") with { Host = "license.example.com" }), null));
        var arguments = new PolicyArguments
        {
            Hosts = ImmutableSortedDictionary.Create<string, PeerList>(StringComparer.Ordinal).Add("license.example.com", ["cloud"]),
        };

        var refusal = Assert.Throws<PolicyException>(() => new TestPolicy(definition, arguments).Rules);

        Assert.Contains("'cloud' has no addresses for the host 'license.example.com'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_opens_nothing_says_where_to_look_or_for_which_versions_it_would()
    {
        var since = Outbound(Protocol.Tcp, "1") with { Since = PbxVersion.Parse("7.1") };
        var until = Outbound(Protocol.Tcp, "2") with { Until = PbxVersion.Parse("6.9") };
        var between = Outbound(Protocol.Tcp, "3") with { Since = PbxVersion.Parse("5.0"), Until = PbxVersion.Parse("5.9") };
        var definition = Define(
            (Service("push", since, until, between, until), "users"), (Service("neon"), null), (Service("old", until), "users"), (
                new ServiceDefinition("else", "else", []) { DocumentedElsewhere = "see page 7." }, null));
        var users = Peers(("users", ["192.0.2.0/24"]));

        var (exact, current) = (
            new TestPolicy(definition, new PolicyArguments(users) { PbxVersion = PbxVersion.Parse("7.0") }),
            new TestPolicy(definition, users));

        Assert.Equal(
            [
                "Service 'else' opens nothing: see page 7; declare its requirements, or remove the allowance.",
                "Service 'neon' opens nothing: its declaration names no requirement; declare its requirements, or remove the allowance.",
                "Service 'old' opens nothing for PBX 7.0.0.0: its rows apply until 6.9.0.0, and the vendor says nothing about other "
                + "versions.",
                "Service 'push' opens nothing for PBX 7.0.0.0: its rows apply from 7.1.0.0, until 6.9.0.0, from 5.0.0.0 to 5.9.0.0, and "
                + "the vendor says nothing about other versions.",
            ],
            exact.Findings.Select(finding => finding.Describe()));
        Assert.Equal("Service 'old' opens nothing for the current release: its rows apply until 6.9.0.0, and the vendor says nothing "
            + "about other versions.", current.Findings[2].Describe());
        Assert.Equal(3, current.Findings.Count(finding => finding.Describe().Contains("opens nothing", StringComparison.Ordinal)));
        Assert.All(exact.Findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Fact]
    public void An_origin_says_which_row_which_group_and_why()
    {
        var media = Inbound(Protocol.Udp, "10000-20000", "row A") with { Basis = Basis.Stated };
        var trunk = Outbound(Protocol.Udp, "5060", "row B") with { Addresses = [Starface.Policy.Flows.Prefix.Parse("198.51.100.7")] };
        var definition = new PolicyDefinition(
            "test", "Test", null,
            [
                new Allowance(Service("media", media, trunk), "phones", "asked for") { NeverCut = true }, new Allowance(
                    Service("web", Inbound(Protocol.Tcp, "443")), "phones", null),
            ]);

        var policy = new TestPolicy(definition, new PolicyArguments(Peers(("phones", ["192.0.2.0/24"]))) { NeverCut = ["web"] });

        Assert.Equal(
            [
                new Origin("web", "row") { PeerGroup = "phones", NeverCut = true },
                new Origin("media", "row A") { PeerGroup = "phones", NeverCut = true, Basis = Basis.Stated, Because = "asked for" },
                new Origin("media", "row B") { NeverCut = true, Because = "asked for" },
            ],
            policy.Rules.SelectMany(rule => rule.Origins));
    }

    [Fact]
    public void A_peer_inside_another_of_its_group_is_dropped()
    {
        var policy = Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "192.0.2.0/24", "192.0.2.16/28", "192.0.2.0/24");

        Assert.Equal(["192.0.2.0/24"], Assert.Single(policy.Rules).Peers.Select(peer => peer.Peer.ToString()));
    }

    [Theory]
    [InlineData("7.0.0.8", "push.example.com")]
    [InlineData("6.7", "push.example.com")]
    [InlineData("7.0.0.19", "cluster.example.com")]
    [InlineData("10.0.2.5", "cluster.example.com")]
    [InlineData(null, "cluster.example.com")]
    public void Rows_apply_to_the_versions_they_name(string? version, string host)
    {
        var policy = Push(version);

        Assert.Equal([host], policy.Rules.SelectMany(rule => rule.Origins).Select(origin => origin.Host));
    }

    [Fact]
    public void Between_two_rows_neither_applies_and_the_finding_says_so()
    {
        var policy = Push("7.0.0.10");

        Assert.Empty(policy.Rules);
        var finding = Assert.Single(policy.Findings);
        Assert.Equal("SFP2010", finding.Id);
        Assert.Contains("until 7.0.0.8", finding.Describe(), StringComparison.Ordinal);
        Assert.Contains("from 7.0.0.19", finding.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_documented_elsewhere_opens_nothing_and_the_finding_repeats_where()
    {
        var policy = Of(new ServiceDefinition("neon", "neon", []) { DocumentedElsewhere = "see the vendor's page on NEON" }, null);

        Assert.Empty(policy.Rules);
        Assert.Contains("see the vendor's page on NEON", Assert.Single(policy.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_moves_the_port_of_every_service_that_shares_it()
    {
        var web = Inbound(Protocol.Tcp, "443") with { Setting = "WebPort" };
        var definition = Define((Service("web", web), "users"), (Service("apps", web), "users"));
        var settings = ImmutableSortedDictionary.Create<string, PortRange>(StringComparer.Ordinal).Add("WebPort", new(8443));

        var policy = new TestPolicy(definition, new PolicyArguments(Peers(("users", ["192.0.2.0/24"]))) { Settings = settings });

        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 8443"), policy.Flows);
    }

    [Fact]
    public void All_problems_of_the_arguments_are_named_at_once()
    {
        var definition = Define((Service("web", Inbound(Protocol.Tcp, "443")), "administrators"));

        var exception = Assert.Throws<PolicyException>(() => new TestPolicy(definition, Peers(("administrator", ["192.0.2.0/24"]))).Rules);

        Assert.Contains("needs peers for 'administrators'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'administrators'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_follows_the_flows_and_nothing_else()
    {
        var one = Of(Service("web", Inbound(Protocol.Tcp, "443"), Inbound(Protocol.Tcp, "444")), "users", "192.0.2.0/24");
        var same = Of(Service("other", Inbound(Protocol.Tcp, "443-444", "another row")), "others", "192.0.2.0/25", "192.0.2.128/25");
        var different = Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "192.0.2.0/24");

        Assert.Equal(one.Digest, same.Digest);
        Assert.NotEqual(one.Digest, different.Digest);
        Assert.Matches("^[0-9a-f]{64}$", one.Digest);
    }

    private static TestPolicy Push(string? version)
    {
        var service = Service(
            "push",
            Outbound(Protocol.Tcp, "443") with { Host = "cluster.example.com", Since = PbxVersion.Parse("7.0.0.19") },
            Outbound(Protocol.Tcp, "443") with { Host = "push.example.com", Until = PbxVersion.Parse("7.0.0.8") });
        return new TestPolicy(
            Define((service, null)), new PolicyArguments { PbxVersion = version is null ? null : PbxVersion.Parse(version) });
    }

    /// <summary>Random lists of nested and disjoint networks in both families, with groups among them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_peers_of_a_rule_are_those_that_no_other_contains(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 300; run++)
        {
            Peer[] peers =
            [
                .. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(6) switch
                {
                    0 => Peer.SecurityGroup(FormattableString.Invariant($"sg-{random.Next(3):x8}")),
                    1 or 2 => Starface.Policy.Flows.Prefix.From(
                        Address.Parse(FormattableString.Invariant($"2001:db8::{random.Next(16):x}")), random.Next(124, 129)),
                    _ => Starface.Policy.Flows.Prefix.From(
                        Address.Parse(FormattableString.Invariant($"10.0.0.{random.Next(16)}")), random.Next(28, 33)),
                }),
            ];
            var definition = Define((Service("web", Inbound(Protocol.Tcp, "443")), "users"));

            var rule = Assert.Single(new TestPolicy(definition, Peers(("users", Array.ConvertAll(peers, peer => peer.ToString())))).Rules);

            var distinct = peers.Distinct().ToList();
            Assert.Equal(
                distinct.Where(peer => !distinct.Exists(other => other != peer && other.Contains(peer))).Order(),
                rule.Peers.Select(peer => peer.Peer));
        }
    }
}
