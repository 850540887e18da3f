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
                "Host license.example.com (licence) has no pinned address, and cloud rules accept no names: outbound tcp 8383 is open to "
                + "any address; pin it in the stack's 'hosts' to narrow it.",
                "Host update.example.com (licence, updates) has no pinned address, and cloud rules accept no names: outbound tcp 80, 443; "
                + "outbound udp 53 is open to any address; pin it in the stack's 'hosts' to narrow it.",
            ],
            policy.Findings.Select(finding => finding.Describe()));
        Assert.All(policy.Findings, finding => Assert.Equal((ProblemIds.HostNotPinned, Severity.Info), (finding.Id, finding.Severity)));
    }

    [Fact]
    public void A_host_that_connects_to_us_and_is_not_pinned_is_a_warning()
    {
        var stun = Service(
            "stun",
            Outbound(Protocol.Udp, "3478") with { Host = "stun.example.com" },
            Inbound(Protocol.Udp, "3478") with { Host = "stun.example.com" });

        var finding = Assert.Single(Of(stun, null).Findings);

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Contains(": inbound udp 3478; outbound udp 3478 is open", finding.Describe(), StringComparison.Ordinal);
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
}
