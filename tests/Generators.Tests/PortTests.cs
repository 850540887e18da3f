using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class PortTests
{
    [Theory]
    [InlineData("Protocol.Tcp, {|SFP1010:0|}")]
    [InlineData("Protocol.Tcp, {|SFP1010:65536|}")]
    [InlineData("Protocol.Udp, {|SFP1010:-1|}")]
    [InlineData("Protocol.Udp, {|SFP1010:0|}, 100")]
    [InlineData("Protocol.Udp, 100, {|SFP1010:65536|}")]
    [InlineData("Protocol.Tcp, Ports = {|SFP1010:\"0-10\"|}")]
    [InlineData("protocol: Protocol.Tcp, port: {|SFP1010:70000|}")]
    [InlineData("toPort: {|SFP1010:70000|}, protocol: Protocol.Tcp, fromPort: 1")]
    [InlineData("Protocol.Udp, 20000, {|SFP1011:10000|}")]
    [InlineData("Protocol.Udp, Ports = {|SFP1012:\"20000-10000\"|}")]
    [InlineData("Protocol.Udp, Ports = {|SFP1012:\"080\"|}")]
    [InlineData("Protocol.Udp, Ports = {|SFP1012:\"\"|}")]
    [InlineData("Protocol.Udp, Ports = {|SFP1012:\"80, 443\"|}")]
    [InlineData("{|SFP1013:Protocol.Tcp|}")]
    [InlineData("Protocol.Esp, {|SFP1013:50|}")]
    [InlineData("Protocol.Any, Ports = {|SFP1013:\"1-2\"|}")]
    [InlineData("Protocol.Tcp, 443, Ports = {|SFP1014:\"443\"|}")]
    [InlineData("{|SFP1015:(Protocol)99|}, 443")]
    [InlineData("Protocol.Icmp, IcmpType = {|SFP1010:256|}")]
    [InlineData("Protocol.IcmpV6, IcmpType = {|SFP1010:-2|}")]
    [InlineData("Protocol.Icmp, IcmpType = 3, IcmpCode = {|SFP1010:256|}")]
    [InlineData("Protocol.Tcp, 22, IcmpType = {|SFP1013:8|}")]
    [InlineData("Protocol.Any, IcmpCode = {|SFP1013:0|}")]
    [InlineData("Protocol.Icmp, IcmpCode = {|SFP1013:4|}")]
    [InlineData("Protocol.Icmp, {|SFP1013:8|}")]
    [InlineData("Protocol.IcmpV6, {|SFP1013:32768|}, 33023")]
    [InlineData("Protocol.Icmp, Ports = {|SFP1013:\"8\"|}")]
    [InlineData("Protocol.Icmp, 2048, IcmpType = {|SFP1014:8|}")]
    public Task A_problem_of_the_ports_is_underlined_at_the_argument(string arguments) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("web")]
            [Inbound({{arguments}})]
            public sealed partial class Web;
            """);

    [Theory]
    [InlineData("Protocol.Tcp, 1")]
    [InlineData("Protocol.Tcp, 65535")]
    [InlineData("Protocol.Udp, 10000, 20000")]
    [InlineData("Protocol.Udp, Ports = \"10000-20000\"")]
    [InlineData("Protocol.Udp, Ports = \"53\"")]
    [InlineData("{|SFP3004:Protocol.Any|}")]
    [InlineData("Protocol.Esp")]
    [InlineData("Protocol.Icmp")]
    [InlineData("{|SFP4004:Protocol.Icmp|}, IcmpType = 8")]
    [InlineData("{|SFP4004:Protocol.Icmp|}, IcmpType = 3, IcmpCode = 4")]
    [InlineData("{|SFP4004:Protocol.IcmpV6|}, IcmpType = -1, IcmpCode = -1")]
    [InlineData("Protocol.Tcp, 443, IcmpType = -1")]
    public Task Valid_ports_are_at_most_reviewed(string arguments) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("web")]
            [Inbound({{arguments}})]
            public sealed partial class Web;
            """);

    [Fact]
    public Task What_the_compiler_reports_already_is_not_reported_again() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Service("web")]
            [Inbound(Protocol.Tcp, {|CS1503:"443"|})]
            [Inbound(Protocol.Tcp, {|CS0103:Unknown|})]
            [{|CS1729:Inbound|}]
            public sealed partial class Web;
            """);

    [Fact]
    public Task A_pragma_silences_the_message() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Service("web")]
            #pragma warning disable SFP1010
            [Inbound(Protocol.Tcp, 0)]
            #pragma warning restore SFP1010
            public sealed partial class Web;
            """);

    [Fact]
    public Task A_problem_of_a_service_is_one_message_for_all_its_users() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            public sealed class Administrators : PeerGroup;

            [Service("web")]
            [Inbound(Protocol.Tcp, {|SFP1010:0|})]
            [Inbound(Protocol.Tcp, 443, Setting = "WebPort")]
            public sealed partial class Web;

            [Policy("cloud")]
            [Allow<Web, Administrators>]
            public sealed partial class Cloud;

            public static class Program
            {
                public static FirewallPolicy Make() => new Cloud(new() { Administrators = ["203.0.113.0/24"] }) { WebPort = Web.WebPort };

                public static string[] Names() => [Web.Definition.Title, Cloud.Definition.Title, Web.Id, Cloud.Id];
            }
            """);
}
