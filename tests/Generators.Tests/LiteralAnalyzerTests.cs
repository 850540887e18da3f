using Starface.Generators.Analyzers;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

public sealed class LiteralAnalyzerTests
{
    private const string Declarations = """
        using Starface.Policy.Flows;
        using System.Collections.Generic;
        using System.Collections.Immutable;

        public sealed class Phones : PeerGroup;

        [Service("web")]
        [Inbound(Protocol.Tcp, 443, Setting = "WebPort")]
        [Inbound(Protocol.Udp, 10000, 20000, Setting = "MediaPorts")]
        [Outbound(Protocol.Tcp, 443, Host = "license.example.org")]
        public sealed partial class Web;

        [Policy("cloud")]
        [Allow<Web, Phones>]
        public sealed partial class Cloud { public int Floor { get; set; } }

        """;

    [Theory]
    [InlineData("PeerList Value => [{|SFP1040:\"203.0.113.5/24\"|}, \"198.51.100.0/24\"];")]
    [InlineData("Cloud.Peers Value => new() { Phones = [{|SFP1040:\"2001:db8::1/64\"|}] };")]
    [InlineData("Cloud Value => new(new() { Phones = [\"203.0.113.7\", {|SFP1040:\"sg-\"|}] });")]
    [InlineData("Peer Value => {|SFP1040:\"203.0.113.0/33\"|};")]
    [InlineData("Peer Value => (Peer){|SFP1040:\"\"|};")]
    [InlineData("Peer Value => {|SFP1040:Wrong|};")]
    [InlineData("Peer Value => Peer.Parse({|SFP1040:\"pl-01234567\"|});")]
    [InlineData("Peer Value => Peer.SecurityGroup(id: {|SFP1040:\"pl-01234567\"|});")]
    [InlineData("Peer Value => Peer.ServiceTag({|SFP1040:\"Virtual Network\"|});")]
    [InlineData("Peer Value => Peer.ApplicationSecurityGroup({|SFP1040:\"sg-1\"|});")]
    [InlineData("Peer Value => Peer.SecurityGroupInput({|SFP1040:\"a_b\"|});")]
    [InlineData("List<Peer> Value => new() { {|SFP1040:\"10.0.0.1/8\"|} };")]
    [InlineData("Prefix Value => Prefix.Parse({|SFP1041:\"10.0.0.1/8\"|});")]
    [InlineData("Prefix Value => Prefix.Parse({|SFP1041:\"10.0.0.1\" + \"/8\"|});")]
    [InlineData("Address Value => Address.Parse({|SFP1041:\"10.0.0.256\"|});")]
    [InlineData("PortRange Value => PortRange.Parse({|SFP1042:\"2-1\"|});")]
    [InlineData("PortRange Value => new(2, {|SFP1042:1|});")]
    [InlineData("PortRange Value => new(to: {|SFP1042:1|}, from: 2);")]
    [InlineData("PortRange Value => new PortRange({|SFP1042:65536|});")]
    [InlineData("PbxVersion Value => PbxVersion.Parse({|SFP1043:\"8.\"|});")]
    public Task A_constant_that_fails_at_run_time_is_underlined(string member) =>
        PolicyAnalyzerTest<LiteralAnalyzer>.Check(Program(member));

    [Theory]
    [InlineData("PeerList Value => [\"203.0.113.0/24\", \"2001:db8::/64\", \"sg-01234567\", \"pl-01234567:5\", \"tag:VirtualNetwork\"];")]
    [InlineData("Peer Value => Prefix.Parse(\"10.0.0.0/8\");")]
    [InlineData("Address Value => Address.Parse(\"2001:db8::1\");")]
    [InlineData("PortRange Value => new(1, 65535);")]
    [InlineData("PortRange Value => default;")]
    [InlineData("PortRange Value => PortRange.Parse(\"1-2\");")]
    [InlineData("PbxVersion Value => PbxVersion.Parse(\"8.1\");")]
    [InlineData("int Value => int.Parse(\"x\");")]
    [InlineData("Peer Value => Peer.Parse(null!);")]
    [InlineData("Peer Read(string text) => text; public static Prefix Value(string text) => Prefix.Parse(text);")]
    public Task What_can_be_read_or_is_known_only_at_run_time_is_left_alone(string member) =>
        PolicyAnalyzerTest<LiteralAnalyzer>.Check(Program(member));

    [Theory]
    [InlineData("{ WebPort = {|SFP1045:65536|} }")]
    [InlineData("{ WebPort = {|SFP1045:0|} }")]
    [InlineData("{ WebPort = {|SFP1045:-1|}, Floor = -1 }")]
    [InlineData("{ MediaPorts = new({|SFP1045:0|}, 100) }")]
    [InlineData("{ Hosts = { [{|SFP1044:\"a b.example\"|}] = [\"203.0.113.7\"], [\"license.example.org\"] = [] } }")]
    [InlineData("{ Hosts = new PinnedHosts { [{|SFP1044:\"localhost\"|}] = [] } }")]
    [InlineData("{ Hosts = ImmutableSortedDictionary<string, PeerList>.Empty.Add({|SFP1044:\"a b.example\"|}, [\"203.0.113.7\"]) }")]
    [InlineData(
        "{ Hosts = new Dictionary<string, PeerList> { [{|SFP1044:\"localhost\"|}] = [], [\"a.example\"] = [] }"
            + ".ToImmutableSortedDictionary() }")]
    [InlineData(
        "{ WebPort = 1, MediaPorts = new(1, 65535), "
            + "Hosts = ImmutableSortedDictionary<string, PeerList>.Empty.Add(\"license.example.org\", []) }")]
    public Task What_an_instance_adds_is_checked_as_the_policy_will(string initializer) =>
        PolicyAnalyzerTest<InstanceAnalyzer>.Check(Program($"Cloud Value => new(new() {{ Phones = [] }}) {initializer};"));

    [Fact]
    public Task The_network_address_is_written_wherever_a_prefix_stands() =>
        PolicyFixTest<LiteralAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Program(
                "PeerList Value => [{|SFP1040:\"203.0.113.5/24\"|}, /* home */ {|SFP1040:\"2001:db8::1/64\"|}]; "
                    + "public static Prefix Other => Prefix.Parse({|SFP1041:\"10.1.1.1/8\"|});"),
            Program(
                "PeerList Value => [\"203.0.113.0/24\", /* home */ \"2001:db8::/64\"]; "
                    + "public static Prefix Other => Prefix.Parse(\"10.0.0.0/8\");"),
            problems: 3);

    [Fact]
    public Task Ports_are_written_in_order() =>
        PolicyFixTest<LiteralAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Program("PortRange Value => PortRange.Parse({|SFP1042:\"20-10\"|});"),
            Program("PortRange Value => PortRange.Parse(\"10-20\");"));

    [Theory]
    [InlineData("PortRange Value => new(20, {|SFP1042:10|});", "PortRange Value => new(10, 20);")]
    [InlineData("PortRange Value => new PortRange(to: {|SFP1042:10|}, from: 20);", "PortRange Value => new PortRange(to: 20, from: 10);")]
    public Task Ends_of_a_range_are_swapped(string wrong, string right) =>
        PolicyFixTest<LiteralAnalyzer, SwapPortsFix>.Fix(Program(wrong), Program(right));

    [Fact]
    public Task All_ends_of_ranges_are_swapped() =>
        PolicyFixTest<LiteralAnalyzer, SwapPortsFix>.Fix(
            Program("PortRange Value => new(20, {|SFP1042:10|}); public static PortRange Other => new PortRange(4, {|SFP1042:3|});"),
            Program("PortRange Value => new(10, 20); public static PortRange Other => new PortRange(3, 4);"),
            problems: 2);

    [Fact]
    public Task Of_URLs_of_pinned_hosts_the_hosts_are_kept() =>
        PolicyFixTest<InstanceAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Program(Pinned("{|SFP1044:\"https://license.example.org/\"|}", "{|SFP1044:\"a.example.\"|}")),
            Program(Pinned("\"license.example.org\"", "\"a.example\"")),
            problems: 2);

    [Fact]
    public Task A_pinned_host_that_could_be_any_is_left_to_the_author() =>
        PolicyFixTest<InstanceAnalyzer, ReplaceWithSuggestionFix>.Leave(
            Program(Pinned("{|SFP1044:\"localhost\"|}", "\"license.example.org\"")));

    [Fact]
    public Task An_end_that_is_no_port_is_left_to_the_author() =>
        PolicyFixTest<LiteralAnalyzer, SwapPortsFix>.Leave(Program("PortRange Value => new(20, {|SFP1042:-10|});"));

    private static string Pinned(string first, string second) =>
        "Cloud Value => new(new() { Phones = [] }) { "
            + $"Hosts = ImmutableSortedDictionary<string, PeerList>.Empty.Add({first}, []).Add({second}, []) }};";

    private static string Program(string member) =>
        Declarations + "public static class Program { public const string Wrong = \"10.0.0.1/8\"; public static " + member + " }";
}
