using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class ForbiddenFlowsTests
{
    [Theory]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22", "{|SFP3012:Ssh|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22", "{|SFP3012:Ssh|}, Anywhere")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = typeof(Anywhere)", "{|SFP3012:Ssh|}, Anywhere")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = typeof(Anywhere)", "Ssh, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = typeof(Admins)", "{|SFP3012:Ssh|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = typeof(Admins)", "{|SFP3012:Ssh|}, Anywhere")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = typeof(Others)", "Ssh, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 1, 1024", "{|SFP3012:Ssh|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23", "{|SFP3012:Wide|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp", "{|SFP3012:Ssh|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Any", "{|SFP3012:Ssh|}, Admins")]
    [InlineData("Direction.Inbound, Protocol.Udp", "Ssh, Admins")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 22", "Ssh, Admins")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23, 65535", "Ssh, Admins")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 25", "{|SFP3012:Mail|}")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 25, From = typeof(Anywhere)", "Mail")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 26, From = typeof(Anywhere)", "{|SFP3012:Halves|}")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 26, From = typeof(Others)", "{|SFP3012:Halves|}")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 27, From = typeof(Anywhere)", "Half")]
    [InlineData("Direction.Outbound, Protocol.Tcp, 27", "{|SFP3012:Half|}")]
    public Task The_flows_of_a_policy_are_compared(string forbidden, string allowed) =>
        PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(Source(forbidden, $"[Allow<{allowed}>]"));

    [Fact]
    public Task No_pragma_suppresses_it() => PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(
        "#pragma warning disable SFP3012\n" + Source("Direction.Inbound, Protocol.Tcp, 22", "[Allow<{|SFP3012:Ssh|}, Admins>]"));

    [Fact]
    public Task Fixed_addresses_of_several_services_count_together() => PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(Source(
        "Direction.Outbound, Protocol.Tcp, 27, From = typeof(Anywhere)", "[Allow<{|SFP3012:Half|}>] [Allow<{|SFP3012:Rest|}>]"));

    [Fact]
    public Task What_is_included_counts_at_the_include() => PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(
        Source("Direction.Inbound, Protocol.Tcp, 22", "[Allow<{|SFP3012:Ssh|}, Admins>]")
            + " [Policy(\"more\")] [Include<{|SFP3012:Cloud|}>] public sealed partial class More;"
            + " [Policy(\"less\")] [Include<Cloud>] [Exclude<Ssh>] public sealed partial class Less;");

    [Theory]
    [InlineData("Direction.Inbound, Protocol.Tcp, {|SFP1010:0|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, {|SFP1010:70000|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 30, {|SFP1011:20|}")]
    [InlineData("Direction.Inbound, Protocol.Esp, {|SFP1013:30|}")]
    [InlineData("Direction.Inbound, {|SFP1015:(Protocol)99|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = {|SFP1031:typeof(string)|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = {|SFP1031:typeof(Ssh)|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = {|SFP1031:typeof(PeerGroup)|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = {|SFP1031:typeof(Typed<>)|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = {|SFP1031:typeof(Admins[])|}")]
    [InlineData("{|SFP1016:(Direction)7|}, Protocol.Tcp, 22")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 22, From = null", "{|SFP3012:Ssh|}")]
    public Task An_attribute_that_is_not_valid_is_reported(string forbidden, string allowed = "Ssh") =>
        PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(Source(forbidden, $"[Allow<{allowed}, Admins>]"));

    [Theory]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23", "{|SFP1053:Forbid(Direction.Inbound, Protocol.Tcp, 23, 23)|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23", "{|SFP1053:Forbid(Direction.Inbound, Protocol.Tcp, 23, Because = \"b\")|}")]
    [InlineData(
        "Direction.Inbound, Protocol.Tcp, 23, From = typeof(Others)",
        "{|SFP1053:Forbid(Direction.Inbound, Protocol.Tcp, 23, From = typeof(Others))|}")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23", "Forbid(Direction.Outbound, Protocol.Tcp, 23)")]
    [InlineData("Direction.Inbound, Protocol.Tcp, 23, From = typeof(Others)", "Forbid(Direction.Inbound, Protocol.Tcp, 23)")]
    public Task The_same_flows_are_forbidden_once(string forbidden, string more) =>
        PolicyAnalyzerTest<ForbiddenFlowsAnalyzer>.Check(Source(forbidden, "[Allow<Ssh, Admins>]"), $"[assembly: {more}]");

    private static string Source(string forbidden, string allowances) => $$"""
        [assembly: Forbid({{forbidden}})]

        public sealed class Admins : PeerGroup;
        public sealed class Others : PeerGroup;
        public sealed class Typed<T> : PeerGroup;
        [Service("ssh"), Inbound(Protocol.Tcp, 22)] public sealed partial class Ssh;
        [Service("wide"), Inbound(Protocol.Tcp, 20, 30)] public sealed partial class Wide;
        [Service("mail"), Outbound(Protocol.Tcp, 25, Host = "mail.example")] public sealed partial class Mail;
        [Service("halves"), Outbound(Protocol.Tcp, 26, Addresses = ["0.0.0.0/1", "128.0.0.0/1"])] public sealed partial class Halves;
        [Service("half"), Outbound(Protocol.Tcp, 27, Addresses = ["0.0.0.0/1"])] public sealed partial class Half;
        [Service("rest"), Outbound(Protocol.Tcp, 27, Addresses = ["128.0.0.0/1"])] public sealed partial class Rest;

        [Policy("cloud")]
        {{allowances}}
        public sealed partial class Cloud;
        """;
}
