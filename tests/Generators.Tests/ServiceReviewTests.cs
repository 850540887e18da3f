using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class ServiceReviewTests
{
    [Theory]
    [InlineData("[Inbound(Protocol.Tcp, 443)] [{|SFP2001:Inbound(Protocol.Tcp, 443)|}]")]
    [InlineData("[{|SFP2001:Inbound(Protocol.Tcp, 443)|}] [Inbound(Protocol.Tcp, 400, 500)]")]
    [InlineData("[Outbound(Protocol.Tcp, 80, Host = \"a.example\")] [{|SFP2001:Outbound(Protocol.Tcp, 80, Host = \"a.example\")|}]")]
    [InlineData("[Outbound(Protocol.Tcp, 80)] [{|SFP2001:Outbound(Protocol.Tcp, 80, Until = \"7.0\")|}]")]
    [InlineData(
        "[RemoteHost(\"a.example\")] [RemoteHost(\"b.example\")] [Outbound(Protocol.Tcp, 80)] [{|SFP2001:Outbound(Protocol.Tcp, 80)|}]")]
    [InlineData("[Inbound(Protocol.Udp, 1, 5)] [{|SFP2002:Inbound(Protocol.Udp, 3, 8)|}] [Inbound(Protocol.Udp, 6, 9)]")]
    [InlineData("[Inbound(Protocol.Tcp, 443, Setting = \"A\")] [Inbound(Protocol.Tcp, 443, Setting = {|SFP2004:\"B\"|})]")]
    [InlineData("[Inbound(Protocol.Tcp, 5061, MinimumTls = {|SFP2006:Tls.V11|})]")]
    [InlineData("[Inbound({|SFP3004:Protocol.Any|})]")]
    [InlineData("[Inbound(Protocol.Udp, 1, {|SFP3004:65535|})]")]
    [InlineData("[Inbound(Protocol.Udp, Ports = {|SFP3004:\"1-65535\"|})]")]
    [InlineData("[Inbound(Protocol.Udp, 10000, {|SFP3005:20001|})]")]
    [InlineData("[Outbound(Protocol.Udp, Ports = {|SFP3005:\"1000-65535\"|})]")]
    [InlineData("[Inbound({|SFP4004:Protocol.IcmpV6|})]")]
    [InlineData("[Inbound({|SFP4004:Protocol.Icmp|}, IcmpType = 8)]")]
    [InlineData("[Inbound(Protocol.Udp, 5060, Source = {|SFP4006:\"端口表\"|})]")]
    [InlineData("[Inbound(Protocol.Tcp, 443, Setting = \"WebPort\")] [Inbound(Protocol.Tcp, 80, Setting = {|SFP4007:\"Webport\"|})]")]
    public Task A_problem_is_underlined_where_it_belongs(string requirements) => Check(requirements);

    [Theory]
    [InlineData("[Inbound(Protocol.Tcp, 443)] [Inbound(Protocol.Udp, 443)] [Outbound(Protocol.Tcp, 443)]")]
    [InlineData("[Inbound(Protocol.Tcp, 443)] [Inbound(Protocol.Tcp, 443, Host = \"a.example\")]")]
    [InlineData("[Inbound(Protocol.Tcp, 443)] [Inbound(Protocol.Tcp, 443, Setting = \"WebPort\")]")]
    [InlineData("[Outbound(Protocol.Tcp, 80, Since = \"7.0\")] [Outbound(Protocol.Tcp, 80, Until = \"6.9\")]")]
    [InlineData("[Inbound(Protocol.Udp, 1, 5)] [Inbound(Protocol.Udp, 3, 8)]")]
    [InlineData("[Inbound(Protocol.Tcp, 443, MinimumTls = Tls.V12)] [Inbound(Protocol.Tcp, 8443, MinimumTls = Tls.V10)]")]
    [InlineData("[Outbound(Protocol.Tcp, 443, Host = \"a.example\", MinimumTls = Tls.V10)]")]
    [InlineData("[Inbound(Protocol.Udp, 10000, 20000)] [Outbound(Protocol.Udp, 1025, 65535)]")]
    [InlineData(
        "[Inbound(Protocol.Tcp, 443, Setting = \"A\")] [Inbound(Protocol.Tcp, 444, Setting = \"B\")] "
            + "[Inbound(Protocol.Udp, 443, Setting = \"C\")]")]
    [InlineData("[RemoteHost(\"a.example\")] [RemoteHost(\"b.example\")] [Outbound(Protocol.Tcp, 80)] [Outbound(Protocol.Tcp, 443)]")]
    [InlineData("[Inbound(Protocol.Esp)] [Inbound(Protocol.Ah)]")]
    [InlineData("[Inbound(Protocol.Icmp)]")]
    [InlineData("[Inbound(Protocol.Udp, 5060, Source = \"Weboberfläche\")] [Inbound(Protocol.Udp, 5061, Source = \"\")]")]
    public Task What_is_needed_is_left_alone(string requirements) => Check(requirements);

    [Fact]
    public Task An_invalid_service_is_not_reviewed() => Check("[Inbound(Protocol.Tcp, {|SFP1010:0|})] [Inbound(Protocol.Any)]");

    [Fact]
    public Task A_pragma_silences_a_message() => Check("""
        #pragma warning disable SFP3004
        [Inbound(Protocol.Any)]
        #pragma warning restore SFP3004
        """);

    private static Task Check(string requirements) => PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
        [Service("web")]
        {{requirements}}
        public sealed partial class Web;
        """);
}
