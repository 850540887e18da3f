using Starface.Generators.Analyzers;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

public sealed class DeclarationFixTests
{
    [Theory]
    [InlineData("[{|SFP1001:Service(\"a\")|}] public sealed class A;", "[Service(\"a\")] public sealed partial class A;")]
    [InlineData("[{|SFP1001:Service(\"a\")|}] class A;", "[Service(\"a\")] partial class A;")]
    [InlineData("[{|SFP1001:Service(\"a\")|}]\n/* kept */ class A;", "[Service(\"a\")]\n/* kept */ partial class A;")]
    [InlineData("[{|SFP1001:Service(\"a\")|}] public record A(int B);", "[Service(\"a\")] public partial record A(int B);")]
    [InlineData(
        "public static class Outer { [{|SFP1001:Policy(\"a\")|}] public class A; }",
        "public static partial class Outer { [{|SFP2014:Policy(\"a\")|}] public partial class A; }")]
    [InlineData(
        "public struct Outer { [{|SFP1001:Policy(\"a\")|}] public partial class A; }",
        "public partial struct Outer { [{|SFP2014:Policy(\"a\")|}] public partial class A; }")]
    public Task A_class_is_made_partial(string wrong, string right) => PolicyFixTest<DeclarationAnalyzer, AddPartialFix>.Fix(wrong, right);

    [Fact]
    public Task All_classes_are_made_partial() =>
        PolicyFixTest<DeclarationAnalyzer, AddPartialFix>.Fix(
            """
            /// <summary>The web.</summary>
            [{|SFP1001:Service("web")|}]
            [Inbound(Protocol.Tcp, 443)]
            public sealed class Web;

            namespace Inner
            {
                [{|SFP1001:Policy("cloud")|}]
                internal class Cloud // of ours
                {
                }
            }
            """,
            """
            /// <summary>The web.</summary>
            [Service("web")]
            [Inbound(Protocol.Tcp, 443)]
            public sealed partial class Web;

            namespace Inner
            {
                [{|SFP2014:Policy("cloud")|}]
                internal partial class Cloud // of ours
                {
                }
            }
            """,
            problems: 2);

    [Fact]
    public Task A_part_elsewhere_that_is_not_partial_is_left_to_the_author() =>
        PolicyFixTest<DeclarationAnalyzer, AddPartialFix>.Leave(
            "[{|SFP1001:Service(\"a\")|}] public partial class A; public class {|CS0260:A|};");

    [Theory]
    [InlineData("Protocol.Udp, 20000, {|SFP1011:10000|}", "Protocol.Udp, 10000, 20000")]
    [InlineData("Protocol.Udp, 20000, /* last */ {|SFP1011:10_000|}", "Protocol.Udp, 10_000, /* last */ 20000")]
    [InlineData("toPort: {|SFP1011:1|}, protocol: Protocol.Udp, fromPort: 2", "toPort: 2, protocol: Protocol.Udp, fromPort: 1")]
    [InlineData(
        "Protocol.Udp, Media.Last, {|SFP1011:Media.First|}, Unencrypted = true",
        "Protocol.Udp, Media.First, Media.Last, Unencrypted = true")]
    public Task The_ends_of_an_inverted_range_are_swapped(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, SwapPortsFix>.Fix(Service($"[Inbound({wrong})]"), Service($"[Inbound({right})]"));

    [Fact]
    public Task All_inverted_ranges_are_swapped() =>
        PolicyFixTest<DeclarationAnalyzer, SwapPortsFix>.Fix(
            Service("[Inbound(Protocol.Udp, 2, {|SFP1011:1|})] [Outbound(Protocol.Tcp, 30, {|SFP1011:20|})]"),
            Service("[Inbound(Protocol.Udp, 1, 2)] [Outbound(Protocol.Tcp, 20, 30)]"),
            problems: 2);

    [Theory]
    [InlineData("20000-10000", "10000-20000")]
    [InlineData(" 443", "443")]
    [InlineData("0443", "443")]
    [InlineData("1000 - 2000", "1000-2000")]
    [InlineData("1000\u20132000", "1000-2000")]
    [InlineData("1000:2000", "1000-2000")]
    public Task Malformed_ports_are_written_as_they_were_meant(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service($$"""[Inbound(Protocol.Udp, Ports = {|SFP1012:"{{wrong}}"|})]"""),
            Service($"""[Inbound(Protocol.Udp, Ports = "{right}")]"""));

    [Theory]
    [InlineData("{|SFP1012:\"\"|}")]
    [InlineData("{|SFP1012:\"80, 443\"|}")]
    [InlineData("{|SFP1012:\"1-2-3\"|}")]
    [InlineData("{|SFP1012:\"443-70000\"|}")]
    [InlineData("{|SFP1012:\"20-0\"|}")]
    [InlineData("{|SFP1012:Media.Text|}")]
    [InlineData("{|SFP1012:\"20-\" + \"10\"|}")]
    public Task Ambiguous_ports_are_left_to_the_author(string text) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave(Service($"[Inbound(Protocol.Udp, Ports = {text})]"));

    [Theory]
    [InlineData("Addresses = [{|SFP1020:\"203.0.113.5/24\"|}]", "Addresses = [\"203.0.113.0/24\"]")]
    [InlineData(
        "Addresses = new[] { \"198.51.100.0/24\", {|SFP1020:@\"2001:db8::1/64\"|} }",
        "Addresses = new[] { \"198.51.100.0/24\", \"2001:db8::/64\" }")]
    [InlineData("Addresses = [{|SFP1020:\" 203.0.113.5\"|}]", "Addresses = [\"203.0.113.5\"]")]
    public Task The_network_address_is_written(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service($"[Outbound(Protocol.Tcp, 443, {wrong})]"),
            Service($"[Outbound(Protocol.Tcp, 443, {right})]"));

    [Fact]
    public Task All_network_addresses_are_written() =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service("[Outbound(Protocol.Tcp, 443, Addresses = [{|SFP1020:\"203.0.113.5/24\"|}, {|SFP1020:\"10.1.2.3/8\"|}])]"),
            Service("[Outbound(Protocol.Tcp, 443, Addresses = [\"203.0.113.0/24\", \"10.0.0.0/8\"])]"),
            problems: 2);

    [Theory]
    [InlineData("Web", "web")]
    [InlineData("WebInterface", "web-interface")]
    [InlineData("web_interface", "web-interface")]
    [InlineData("web--interface", "web-interface")]
    [InlineData("SIPTrunk", "sip-trunk")]
    [InlineData("web interface.2-", "web-interface-2")]
    public Task A_malformed_id_is_written_in_lower_case(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            $"[Service({{|SFP1004:\"{wrong}\"|}})] public partial class A; [Policy({{|SFP1004:\"{wrong}\"|}})] public partial class B;",
            $"[Service(\"{right}\")] public partial class A; [{{|SFP2014:Policy(\"{right}\")|}}] public partial class B;",
            problems: 2);

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"-\"")]
    [InlineData("\"1web\"")]
    [InlineData("\"w\u00e9b\"")]
    [InlineData("\"abcdefghijklmnopqrstuvwxyzabcdefghijklmno\"")]
    [InlineData("\"We\" + \"b\"")]
    public Task An_id_that_could_mean_anything_is_left_to_the_author(string id) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave($"[Service({{|SFP1004:{id}|}})] public partial class A;");

    [Theory]
    [InlineData("https://a.example", "a.example")]
    [InlineData("https://a.example/path?query", "a.example")]
    [InlineData("sip://a.example.", "a.example")]
    [InlineData(" a.example", "a.example")]
    [InlineData("a.example.", "a.example")]
    public Task Of_a_URL_the_host_is_kept(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service($"[RemoteHost({{|SFP1021:\"{wrong}\"|}})] [Outbound(Protocol.Tcp, 443, Host = {{|SFP1021:\"{wrong}\"|}})]"),
            Service($"[RemoteHost(\"{right}\")] [Outbound(Protocol.Tcp, 443, Host = \"{right}\")]"),
            problems: 2);

    [Theory]
    [InlineData("https://a.example:8443/")]
    [InlineData("https://localhost")]
    [InlineData("a_b.example")]
    [InlineData("203.0.113.1")]
    [InlineData("")]
    public Task A_host_that_could_be_any_is_left_to_the_author(string host) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave(
            Service($"[Outbound(Protocol.Tcp, 443, Host = {{|SFP1021:\"{host}\"|}})]"));

    [Theory]
    [InlineData("webPort", "WebPort")]
    [InlineData("Web Port", "WebPort")]
    [InlineData("web-port_2", "WebPort2")]
    [InlineData("SIPPort ", "SIPPort")]
    public Task A_malformed_name_of_a_setting_is_written_in_capital_words(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service(
                $"[Inbound(Protocol.Tcp, 443, Setting = {{|SFP1024:\"{wrong}\"|}})] "
                    + $"[Inbound(Protocol.Udp, 443, Setting = {{|SFP1024:\"{wrong}\"|}})]"),
            Service($"[Inbound(Protocol.Tcp, 443, Setting = \"{right}\")] [Inbound(Protocol.Udp, 443, Setting = \"{right}\")]"),
            problems: 2);

    [Theory]
    [InlineData("")]
    [InlineData("definition")]
    [InlineData("2Ports")]
    [InlineData("W\u00e9bPort")]
    public Task A_name_of_a_setting_that_could_mean_anything_is_left_to_the_author(string name) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave(
            Service($"[Inbound(Protocol.Tcp, 443, Setting = {{|SFP1024:\"{name}\"|}})]"));

    [Theory]
    [InlineData("2027-1-31", "2027-01-31")]
    [InlineData("31.1.2027", "2027-01-31")]
    [InlineData("2027/01/31 ", "2027-01-31")]
    public Task A_last_day_is_written_as_year_month_and_day(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Policy(
                $"[Allow<Sip, Phones>(Expires = {{|SFP3007:\"{wrong}\"|}}), Allow<Updates>(Expires = {{|SFP3007:\"{wrong}\"|}})] public"),
            Policy($"[Allow<Sip, Phones>(Expires = \"{right}\"), Allow<Updates>(Expires = \"{right}\")] public"),
            problems: 2);

    [Theory]
    [InlineData("2027-02-29")]
    [InlineData("31.1.27")]
    [InlineData("01/31/2027")]
    [InlineData("tomorrow")]
    public Task A_day_that_could_be_another_is_left_to_the_author(string day) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave(
            Policy($"[Allow<Updates>(Expires = {{|SFP3007:\"{day}\"|}})] public"));

    [Theory]
    [InlineData("")]
    [InlineData("c0ffeec0ffee")]
    public Task The_digest_of_what_was_reviewed_is_written(string wrong) =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Policy(
                $"[Allow<Updates>(Reviewed = {{|SFP3011:\"{wrong}\"|}}), Allow<Sip, Phones>(Reviewed = {{|SFP3011:\"{wrong}\"|}})] public"),
            Policy("[Allow<Updates>(Reviewed = \"7758d9dfd1b1\"), Allow<Sip, Phones>(Reviewed = \"55ee65d5cafd\")] public"),
            problems: 2);

    [Fact]
    public Task All_malformed_ports_are_written_as_they_were_meant() =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Fix(
            Service("[Inbound(Protocol.Udp, Ports = {|SFP1012:\"20-10\"|})] [Outbound(Protocol.Udp, Ports = {|SFP1012:\"080\"|})]"),
            Service("[Inbound(Protocol.Udp, Ports = \"10-20\")] [Outbound(Protocol.Udp, Ports = \"80\")]"),
            problems: 2);

    [Fact]
    public Task A_prefix_that_could_mean_anything_is_left_to_the_author() =>
        PolicyFixTest<DeclarationAnalyzer, ReplaceWithSuggestionFix>.Leave(
            Service("[Outbound(Protocol.Tcp, 443, Addresses = [{|SFP1020:\"203.0.113.0/33\"|}])]"));

    [Theory]
    [InlineData("[{|SFP1036:Allow<Sip, Phones>|}]\npublic", "public")]
    [InlineData("[Allow<Updates>, {|SFP1036:Allow<Sip, Phones>|}]\npublic", "[Allow<Updates>]\npublic")]
    [InlineData("// For the phones.\n[{|SFP1036:Allow<Sip, Phones>|}]\npublic", "// For the phones.\npublic")]
    [InlineData(
        "[Allow<Updates>]\n[{|SFP1036:Allow<Sip, Phones>()|}]\n[{|SFP1036:Allow<Updates>|}]\npublic",
        "[Allow<Updates>]\npublic",
        2)]
    public Task A_repeated_allowance_is_removed(string wrong, string right, int problems = 1) =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(
            Policy("[Allow<Sip, Phones>]\n" + wrong),
            Policy("[Allow<Sip, Phones>]\n" + right),
            problems);

    [Fact]
    public Task A_repeated_allowance_with_a_reason_of_its_own_is_left_to_the_author() =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Leave(
            Policy("[Allow<Sip, Phones>]\n[{|SFP1036:Allow<Sip, Phones>(Because = \"b\")|}] public"));

    [Fact]
    public Task Peer_groups_without_use_are_removed() =>
        PolicyFixTest<DeclarationAnalyzer, RemovePeerGroupFix>.Fix(
            Policy("[Allow<Updates, {|SFP1035:Phones|}>, Starface.Policy.Allow<Fixed, {|SFP1035:Anywhere|}>(Because = \"b\")] public"),
            Policy("[Allow<Updates>, Starface.Policy.Allow<Fixed>(Because = \"b\")] public"),
            problems: 2);

    private static string Policy(string allowances) => $$"""
        public sealed class Phones : PeerGroup;
        [Service("sip"), Inbound(Protocol.Udp, 5060)] public sealed partial class Sip;
        [Service("updates"), RemoteHost("update.example.org"), Outbound(Protocol.Tcp, 443)] public sealed partial class Updates;
        [Service("fixed"), Outbound(Protocol.Tcp, 443, Addresses = ["203.0.113.0/24"])] public sealed partial class Fixed;

        [Policy("cloud")]
        {{allowances}} sealed partial class Cloud;
        """;

    private static string Service(string requirements) => $$"""
        [Service("web")]
        {{requirements}}
        public sealed partial class Web;

        public static class Media { public const int First = 10000, Last = 20000; public const string Text = "20-10"; }
        """;
}
