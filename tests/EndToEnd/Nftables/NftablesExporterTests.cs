using System.Collections.Immutable;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Drift.Tests;
using Starface.EndToEnd.Packets;
using Starface.EndToEnd.Packets.Kernel;
using Starface.Policies;
using Starface.Policy.Clouds.Nftables;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Policy.Tests.Planning;

namespace Starface.EndToEnd.Nftables;

public sealed class NftablesExporterTests(ITestOutputHelper output)
{
    private static readonly ImmutableArray<NftablesOptions> s_placements =
        [new() { Placement = NftablesPlacement.Forward }, new() { Placement = NftablesPlacement.Host }];

    public static TheoryData<string> ShippedPolicies => [.. Catalog.Instance.Policies.Select(policy => policy.Definition.Id)];

    [Theory]
    [MemberData(nameof(ShippedPolicies))]
    public void The_rules_of_a_shipped_policy_read_back_are_its_flows(string id)
    {
        var policy = DemoPolicies.Of(id);

        Assert.All(s_placements, options => Assert.Equal(policy.Flows, RulesetReader.Flows(NftablesExporter.Export(policy, options))));
    }

    [Property]
    public FsCheck.Property The_rules_of_a_random_policy_read_back_are_its_flows() => Prop.ForAll(RandomPolicies.Arbitrary, random =>
    {
        var policy = random.ToPolicy();
        // Each family has its own ICMP; the other family's does not exist as traffic, and the exporter omits it.
        var existing = policy.Flows.Except(
            TestPolicy.FlowsOf(
                "inbound icmp ::/0 type all",
                "outbound icmp ::/0 type all",
                "inbound icmpv6 0.0.0.0/0 type all",
                "outbound icmpv6 0.0.0.0/0 type all"));
        var text = NftablesExporter.Export(policy, s_placements[0]);
        var readable = policy.Rules.Any(rule => rule.Protocol == Protocol.Any) ? policy.Flows : existing;
        Assert.Equal(readable, RulesetReader.Flows(text).Union(readable.Except(existing)));
    });

    [Theory]
    [MemberData(nameof(ShippedPolicies))]
    public void Nftables_accepts_the_ruleset_of_a_shipped_policy(string id)
    {
        PacketFilter.RequireSyntaxCheck();
        foreach (var options in s_placements)
            Check(NftablesExporter.Export(DemoPolicies.Of(id), options));
    }

    [Fact]
    public void Nftables_accepts_the_rulesets_of_random_policies()
    {
        PacketFilter.RequireSyntaxCheck();
        foreach (var random in RandomPolicies.Arbitrary.Generator.Sample(20, new FsCheck.Rnd(7), 10))
            Check(NftablesExporter.Export(random.ToPolicy(), s_placements[1]));
    }

    [Fact]
    public void Nftables_accepts_icmp_types_and_codes_and_protocols_without_ports()
    {
        PacketFilter.RequireSyntaxCheck();
        Requirement[] requirements =
        [
            new(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(8, -1), "echo"),
            new(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(3, 4), "path MTU"),
            new(Direction.Outbound, Protocol.IcmpV6, PortRange.ForIcmp(128, 0), "echo"),
            new(Direction.Outbound, Protocol.Ah, PortRange.All, "$ah \"quoted\""),
            new(Direction.Outbound, Protocol.Esp, PortRange.All, "Schlüssel"),
        ];
        var policy = TestPolicy.Of(TestPolicy.Service("all", requirements), "users", "192.0.2.0/24", "2001:db8::/32");

        Check(NftablesExporter.Export(policy, s_placements[0]));
        Assert.Equal(
            TestPolicy.FlowsOf(
                "inbound icmp 192.0.2.0/24 type 8", "inbound icmp 192.0.2.0/24 type 3 code 4",
                "outbound icmpv6 2001:db8::/32 type 128 code 0",
                "outbound ah 192.0.2.0/24", "outbound ah 2001:db8::/32", "outbound esp 192.0.2.0/24", "outbound esp 2001:db8::/32"),
            RulesetReader.Flows(NftablesExporter.Export(policy, s_placements[0])));
    }

    [Fact]
    public void A_strangers_text_stays_in_its_comment() => Assert.All(
        HostileTexts.All, text => Assert.Equal(TestPolicy.FlowsOf("inbound tcp 192.0.2.0/24 443"), RulesetReader.Flows(Exported(text))));

    [Fact]
    public void Nftables_accepts_a_strangers_text()
    {
        PacketFilter.RequireSyntaxCheck();
        Assert.All(HostileTexts.All, text => Check(Exported(text)));
    }

    /// <summary>The ruleset of a policy that has a text wherever one can be.</summary>
    private static string Exported(string text)
    {
        var service = new ServiceDefinition("all", text, [TestPolicy.Inbound(Protocol.Tcp, "443", text)]);
        var definition = new PolicyDefinition("test", text, null, [new Allowance(service, "users", text)]);
        return NftablesExporter.Export(new TestPolicy(definition, TestPolicy.Peers(("users", ["192.0.2.0/24"]))), s_placements[0]);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_kernel_lets_through_what_the_exported_lines_say()
    {
        PacketFilter.Require();
        var policy = new TestPolicy(
            TestPolicy.Define(
                (
                    TestPolicy.Service("web", TestPolicy.Inbound(Protocol.Tcp, "443"), TestPolicy.Outbound(Protocol.Udp, "1025-65535")),
                    "users"),
                (
                    TestPolicy.Service(
                        "open",
                        TestPolicy.Inbound(Protocol.Udp, "3478"),
                        new Requirement(Direction.Outbound, Protocol.Esp, PortRange.All, "vpn")), PeerGroupId.Anywhere)),
            TestPolicy.Peers(("users", ["203.0.113.16/28", "2001:db8::/64"])));

        var proof = PacketProof.Run(AtTheCable(NftablesExporter.Export(policy, s_placements[0])), policy.Flows);

        Report.Add($"exported to nftables: {proof}", output);
        Assert.Empty(proof.Differences);
        Assert.NotEqual(0, proof.Arrived);
    }

    [Fact]
    public void Everything_else_is_dropped_and_only_the_own_table_is_replaced()
    {
        var text = NftablesExporter.Export(DemoPolicies.Of("yealink-phone-network"), new NftablesOptions { InsideInterface = "phones0" });

        Assert.Contains("type filter hook forward priority filter; policy drop;", text, StringComparison.Ordinal);
        Assert.Contains("iifname \"phones0\" goto outbound", text, StringComparison.Ordinal);
        Assert.Contains("table inet starface_policy\ndelete table inet starface_policy\n", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split('\n').Count(line => line == "    drop"));
        Assert.DoesNotContain("flush ruleset", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_policy_gives_the_same_bytes() =>
        Assert.Equal(
            NftablesExporter.Export(DemoPolicies.Of("cloud-pbx"), s_placements[0]),
            NftablesExporter.Export(DemoPolicies.Of("cloud-pbx"), s_placements[0]));

    [Theory]
    [InlineData("")]
    [InlineData("lan0\"; accept")]
    [InlineData("a-name-that-is-too-long")]
    public void A_name_that_no_interface_has_is_refused(string name)
    {
        var problem = Assert.Throws<PolicyException>(() => new NftablesOptions { InsideInterface = name });

        Assert.Contains($"'{name}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_only_a_cloud_knows_is_refused()
    {
        var arguments = new PolicyArguments().WithPeers("users", [Peer.SecurityGroup("sg-0123abcd")]);
        var policy = new TestPolicy(
            TestPolicy.Define((TestPolicy.Service("web", TestPolicy.Inbound(Protocol.Tcp, "443")), "users")), arguments);

        var problem = Assert.Throws<PolicyException>(() => NftablesExporter.Export(policy, s_placements[0]));

        Assert.Contains("'sg-0123abcd'", problem.Message, StringComparison.Ordinal);
    }

    private static void Check(string ruleset)
    {
        var (code, _, error) = Command.Try("nft", ruleset, "-c", "-f", "-");
        Assert.True(code == 0, $"{error}\n{ruleset}");
    }

    /// <summary>The sets and rules of a ruleset, hooked where the packets of the proof pass.</summary>
    private static string AtTheCable(string ruleset)
    {
        var sets =
            ruleset[(ruleset.IndexOf("{\n", StringComparison.Ordinal) + 2)..ruleset.IndexOf("  chain forward {", StringComparison.Ordinal)];
        var chains = ruleset[ruleset.IndexOf("  # Connections from", StringComparison.Ordinal)..];
        // A hook of a link has no family of its own: what the family is called there is the protocol of the frame.
        var rules = chains.Replace("meta nfproto ipv4", "meta protocol ip", StringComparison.Ordinal)
            .Replace("meta nfproto ipv6", "meta protocol ip6", StringComparison.Ordinal);
        return $$"""
            table netdev proof {
            {{sets}}
            {{rules[..rules.LastIndexOf('}')]}}
              chain at_instance {
                type filter hook ingress device "{{NetworkNamespace.Instance}}" priority 0; policy drop;
                ether saddr {{Packets.Translation.FilterScript.MarkerAddress}} accept
                goto inbound
              }
              chain at_world {
                type filter hook ingress device "{{NetworkNamespace.World}}" priority 0; policy drop;
                ether saddr {{Packets.Translation.FilterScript.MarkerAddress}} accept
                goto outbound
              }
            }
            """;
    }
}
