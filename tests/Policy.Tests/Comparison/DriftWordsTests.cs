using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Comparison;

public sealed class DriftWordsTests
{
    private static readonly LiveRule s_rule = new("sgr-1", Direction.Inbound, []);

    [Theory]
    [InlineData("inbound tcp 10.0.0.1/32 22", "1 address (10.0.0.1/32, not reachable from the Internet) can reach tcp 22 (SSH).")]
    [InlineData("inbound tcp 0.0.0.0/0 443", "Anyone on the Internet can reach tcp 443 (HTTPS).")]
    [InlineData("inbound udp 0.0.0.0/0 5060", "Anyone on the Internet can reach udp 5060 (SIP). Open SIP signalling invites toll fraud.")]
    [InlineData("inbound tcp 0.0.0.0/0 5063-6000", "Anyone on the Internet can reach tcp 5063-6000. Open SIP signalling invites toll "
        + "fraud.")]
    [InlineData("inbound tcp 0.0.0.0/0 5064", "Anyone on the Internet can reach tcp 5064.")]
    [InlineData("inbound tcp 0.0.0.0/0 5059", "Anyone on the Internet can reach tcp 5059.")]
    [InlineData("inbound udp 10.0.0.1/32 5060", "1 address (10.0.0.1/32, not reachable from the Internet) can reach udp 5060 (SIP).")]
    [InlineData("inbound all 0.0.0.0/0", "Anyone on the Internet can reach everything (all protocols and ports). Open SIP signalling "
        + "invites toll fraud.")]
    [InlineData("inbound esp 0.0.0.0/0", "Anyone on the Internet can reach protocol esp.")]
    [InlineData("inbound tcp 0.0.0.0/0 0-65535", "Anyone on the Internet can reach every tcp port. Open SIP signalling invites toll "
        + "fraud.")]
    [InlineData("inbound icmp 0.0.0.0/0 type 8", "Anyone on the Internet can reach icmp type 8.")]
    [InlineData("inbound icmp 0.0.0.0/0 type 3 code 4", "Anyone on the Internet can reach icmp type 3 code 4.")]
    [InlineData("inbound icmp 0.0.0.0/0 type all", "Anyone on the Internet can reach icmp.")]
    [InlineData("outbound udp 0.0.0.0/0 53", "The instance can reach udp 53 (DNS) of anyone on the Internet.")]
    [InlineData("outbound udp 0.0.0.0/0 5060", "The instance can reach udp 5060 (SIP) of anyone on the Internet.")]
    public void What_is_open_too_much_is_a_sentence(string flow, string sentence)
    {
        var extra = DriftWords.Extra("pbx", "sg-1", s_rule, FlowsOf(flow), isBroader: true);

        Assert.Equal((sentence, "sg-1", true), (extra.Summary, extra.GroupId, extra.BroaderThanDeclared));
        Assert.Equal([FlowRange.Parse(flow)], extra.Ranges);
        Assert.Equal(flow.Contains("0.0.0.0/0", StringComparison.Ordinal), extra.ReachesInternet);
    }

    [Theory]
    [InlineData(21, "FTP")]
    [InlineData(22, "SSH")]
    [InlineData(23, "Telnet")]
    [InlineData(25, "SMTP")]
    [InlineData(53, "DNS")]
    [InlineData(80, "HTTP")]
    [InlineData(389, "LDAP")]
    [InlineData(443, "HTTPS")]
    [InlineData(445, "SMB")]
    [InlineData(3306, "MySQL")]
    [InlineData(3389, "RDP")]
    [InlineData(5060, "SIP")]
    [InlineData(5061, "SIP over TLS")]
    [InlineData(5432, "PostgreSQL")]
    [InlineData(50080, "phone provisioning")]
    [InlineData(50081, "phone provisioning")]
    public void A_port_that_people_know_has_its_name(int port, string name) =>
        Assert.Equal(
            $"The instance can reach tcp {port} ({name}) of 1 address (192.0.2.7/32).",
            DriftWords.Extra("pbx", "sg-1", s_rule, FlowsOf($"outbound tcp 192.0.2.7/32 {port}"), isBroader: false).Summary);

    [Fact]
    public void Both_directions_have_a_sentence_and_a_service_is_named_once() =>
        Assert.Equal(
            "3 addresses (10.0.0.1/32, 10.0.0.3/32, 10.0.0.5/32, not reachable from the Internet) can reach tcp 22 (SSH), tcp 8000. The "
            + "instance can reach udp 53 (DNS) of 1 address (192.0.2.53/32).",
            DriftWords.Extra(
                "pbx", "sg-1", s_rule,
                FlowsOf(
                    "outbound udp 192.0.2.53/32 53",
                    "inbound tcp 10.0.0.1/32 22",
                    "inbound tcp 10.0.0.3/32 22",
                    "inbound tcp 10.0.0.5/32 8000"), isBroader: false).Summary);

    [Theory]
    [InlineData("outbound all 0.0.0.0/0", true, "The instance can reach everything (all protocols and ports) of anyone on the Internet, "
        + "beyond what is declared.")]
    [InlineData("inbound tcp 198.51.100.0/24 0-65535", true, "256 addresses (198.51.100.0/24) can reach every tcp port, beyond what is "
        + "declared. Open SIP signalling invites toll fraud.")]
    [InlineData("outbound all 0.0.0.0/0", false, "The instance can reach protocol 0-5, tcp 0-79, tcp 81-442, tcp 444-5059 and 3 more of "
        + "anyone on the Internet.")]
    [InlineData("inbound tcp 198.51.100.0/24 0-65535", false, "256 addresses (198.51.100.0/24) can reach tcp 0-79, tcp 81-442, tcp "
        + "444-5059, tcp 5061-8382 and 1 more. Open SIP signalling invites toll fraud.")]
    public void The_pieces_that_declared_flows_leave_of_a_wide_rule_are_not_told_one_by_one(string rule, bool isAllElse, string sentence)
    {
        var match = FlowRange.Parse(rule);
        var declared = new[] { 80, 443, 5060, 8383 }.Select(
            port => new FlowRange(match.Direction, Protocol.Tcp, match.Remote, new PortRange(port)));
        var left = FlowSet.From(match).Except(FlowSet.From(declared));

        var extra = DriftWords.Extra("pbx", "sg-1", s_rule with { Matches = [match] }, left, isBroader: true, isAllElse: isAllElse);

        Assert.Equal(sentence, extra.Summary);
        Assert.Equal(left, FlowSet.From(extra.Ranges));
    }

    [Fact]
    public void What_is_missing_says_what_breaks()
    {
        Origin[] origins = [new("ntp", "row"), new("dns", "row")];

        var missing = DriftWords.Missing(
            "pbx", [.. origins], FlowsOf("outbound udp 192.0.2.1/32 53", "outbound udp 192.0.2.3/32 53"), s_rule, FlowSet.Empty);

        Assert.Equal("the PBX's clock drifts: certificates and call records go wrong; the PBX cannot resolve names: trunks, licence and "
            + "updates fail", missing.Impact);
        Assert.Equal((s_rule, 2), (missing.DeniedBy, missing.Ranges.Length));
        Assert.Equal(
            "a declared connection is blocked",
            DriftWords.Missing("pbx", [], FlowsOf("outbound udp 192.0.2.1/32 53"), null, FlowSet.Empty).Impact);
    }

    [Fact]
    public void Fingerprints_tell_apart_instances_kinds_and_flows_and_nothing_else()
    {
        var (one, other) = (
            FlowsOf("inbound tcp 192.0.2.0/25 22", "inbound tcp 192.0.2.128/25 22"), FlowsOf("inbound tcp 192.0.2.0/24 23"));
        string[] different =
        [
            DriftWords.Extra("pbx", "sg-1", s_rule, one, true).Fingerprint, DriftWords
                .Extra("pbx", "sg-1", s_rule, other, true).Fingerprint, DriftWords
                .Extra("pby", "sg-1", s_rule, one, true).Fingerprint,
            DriftWords.Missing("pbx", [], one, null, FlowSet.Empty).Fingerprint, DriftWords
                .Tag("pbx", "sg-1", "a", "1", null).Fingerprint, DriftWords
                .Tag("pbx", "sg-1", "b", "1", null).Fingerprint,
        ];

        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.All(different, fingerprint => Assert.Matches("^[0-9a-f]{32}$", fingerprint));
        Assert.Equal(
            different[0],
            DriftWords.Extra("pbx", "sg-2", s_rule with { GivenId = "sgr-2" }, FlowsOf("inbound tcp 192.0.2.0/24 22"), false).Fingerprint);
        Assert.Equal(different[4], DriftWords.Tag("pbx", "sg-2", "a", "2", "3").Fingerprint);
    }
}
