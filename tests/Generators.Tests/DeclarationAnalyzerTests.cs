using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class DeclarationAnalyzerTests
{
    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"Web\"")]
    [InlineData("\"web_interface\"")]
    [InlineData("\"web--interface\"")]
    [InlineData("\"web-\"")]
    [InlineData("\"1web\"")]
    [InlineData("\"wéb\"")]
    [InlineData("\"abcdefghijklmnopqrstuvwxyzabcdefghijklmno\"")]
    [InlineData("id: \"Web\"")]
    [InlineData("null!")]
    public Task A_malformed_id_is_underlined(string id)
    {
        var argument = id.StartsWith("id: ", StringComparison.Ordinal) ? "id: {|SFP1004:" + id[4..] + "|}" : "{|SFP1004:" + id + "|}";
        return PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service({{argument}})] public partial class A;
            [Policy({{argument}})] public partial class B;
            """);
    }

    [Fact]
    public Task A_well_formed_id_is_left_alone() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(
            "[Service(\"web-interface-2\")] public partial class A; [{|SFP2014:Policy(\"a\")|}] public partial class B;");

    [Fact]
    public Task A_second_declaration_with_the_same_id_is_reported_and_the_first_is_not() =>
        PolicyAnalyzerTest<DuplicateIdAnalyzer>.Check(
            "[Service(\"web\")] public partial class A; [Policy(\"cloud\")] public partial class P;",
            "[Service({|SFP1005:\"web\"|})] public partial class B; [Policy({|SFP1005:\"cloud\"|})] public partial class Q;",
            "[Service({|SFP1005:\"web\"|})] public partial class C;");

    [Fact]
    public Task A_service_and_a_policy_may_have_the_same_id() =>
        PolicyAnalyzerTest<DuplicateIdAnalyzer>.Check(
            "[Service(\"web\")] public partial class A; [Policy(\"web\")] public partial class P;");

    [Fact]
    public Task Attributes_that_would_be_ignored_are_reported() =>
        PolicyAnalyzerTest<IneffectiveAttributeAnalyzer>.Check("""
            [Service("web")] public partial class Web;
            [{|SFP1006:Inbound(Protocol.Tcp, 443)|}, {|SFP1006:RemoteHost("a.example")|}, {|SFP1006:Allow<Web>|}] public partial class A;
            [Service("b"), {|SFP1006:Allow<Web>|}] public partial class B;
            [Policy("c"), {|SFP1006:Outbound(Protocol.Tcp, 443)|}] public partial class C;
            """);

    [Theory]
    [InlineData("Addresses = [{|SFP1020:\"203.0.113.5/24\"|}]")]
    [InlineData("Addresses = [\"203.0.113.0/24\", {|SFP1020:\"2001:db8::1/64\"|}]")]
    [InlineData("Addresses = new[] { \"203.0.113.0/24\", {|SFP1020:\"fe80::1%eth0\"|} }")]
    [InlineData("Addresses = new string[] { {|SFP1020:\"203.0.113.0/33\"|} }")]
    [InlineData("Addresses = [{|SFP1020:\"\"|}]")]
    [InlineData("Addresses = [{|SFP1020:null!|}]")]
    [InlineData("Host = \"ldap.example.com\", AllowPrivate = [\"10.0.0.0/8\", {|SFP1025:\"11.0.0.0/8\"|}]")]
    [InlineData("Host = \"ldap.example.com\", AllowPrivate = [{|SFP1025:\"127.0.0.1\"|}, {|SFP1020:\"10.1.2.3/8\"|}]")]
    [InlineData("Host = \"ldap.example.com\", AllowPrivate = [{|SFP1025:\"0.0.0.0/0\"|}, {|SFP1025:\"fc00::/6\"|}]")]
    [InlineData("AllowPrivate = {|SFP1025:[\"10.0.0.0/8\"]|}")]
    [InlineData("Host = {|SFP1021:\"https://a.example\"|}")]
    [InlineData("Host = {|SFP1021:\"a\"|}")]
    [InlineData("Host = {|SFP1021:\"a_b.example\"|}")]
    [InlineData("Host = {|SFP1021:\"203.0.113.1\"|}")]
    [InlineData("Host = {|SFP1021:\"a.example.\"|}")]
    [InlineData("Host = {|SFP1021:\"\"|}")]
    public Task An_invalid_remote_side_is_underlined(string argument) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("web")]
            [Outbound(Protocol.Tcp, 443, {{argument}})]
            public partial class Web;
            """);

    [Fact]
    public Task Remote_hosts_are_checked_like_hosts_of_requirements() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Service("web")]
            [RemoteHost({|SFP1021:"a b.example"|}, Addresses = [{|SFP1020:"10.0.0.1/8"|}])]
            [RemoteHost("a-b.example", Addresses = ["10.0.0.0/8", "2001:db8::1"])]
            public partial class Web;
            """);

    [Theory]
    [InlineData("Since = {|SFP1022:\"7\"|}")]
    [InlineData("Until = {|SFP1022:\"7.0.0.x\"|}")]
    [InlineData("Since = {|SFP1022:\"\"|}")]
    [InlineData("Since = {|SFP1023:\"7.0.0.19\"|}, Until = \"7.0.0.8\"")]
    public Task An_invalid_version_is_underlined(string argument) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("web")]
            [Outbound(Protocol.Tcp, 443, {{argument}})]
            public partial class Web;
            [Policy("p", PbxVersion = {|SFP1022:"8."|})]
            public partial class P;
            """);

    [Theory]
    [InlineData("webPort")]
    [InlineData("Web Port")]
    [InlineData("Definition")]
    [InlineData("Wéb")]
    [InlineData("")]
    public Task A_setting_that_cannot_be_a_property_is_underlined(string name) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("web")]
            [Inbound(Protocol.Tcp, 443, Setting = {|SFP1024:"{{name}}"|})]
            public partial class Web;
            """);

    [Fact]
    public Task A_setting_with_two_defaults_in_a_service_is_underlined_at_the_second() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Service("web")]
            [Inbound(Protocol.Tcp, 443, Setting = "WebPort")]
            [Inbound(Protocol.Udp, 443, Setting = "WebPort")]
            [Inbound(Protocol.Tcp, 444, Setting = {|SFP1033:"WebPort"|})]
            public partial class Web;
            """);

    [Fact]
    public Task Types_that_are_not_services_or_peer_groups_are_underlined() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            public sealed class Administrators : PeerGroup;
            public sealed class Role<T> : PeerGroup;
            public static partial class Other { public sealed class Administrators : PeerGroup; public sealed class Anywhere : PeerGroup; }

            [Service("web"), Inbound(Protocol.Tcp, 443, Setting = "WebPort")] public partial class Web;
            [Service("admin"), Inbound(Protocol.Tcp, 8443, Setting = "WebPort")] public partial class Admin;

            [Policy("p")]
            [Allow<{|SFP1030:string|}>]
            [Allow<{|SFP1030:System.IDisposable|}, Anywhere>]
            [Allow<{|SFP1030:string[]|}, Anywhere>]
            [Starface.Policy.Allow<{|SFP1030:Administrators|}, Administrators>]
            [Allow<Web, {|SFP1031:PeerGroup|}>]
            [Allow<Web, {|SFP1031:Role<int>|}>]
            [Allow<Web, {|SFP1032:Other.Administrators|}>]
            [Allow<Web, {|SFP1032:Other.Anywhere|}>]
            [Allow<{|SFP1033:Admin|}, Administrators>]
            public partial class P
            {
                public static P Make() => new(new Peers { Administrators = [] }) { WebPort = 1 };
            }
            """);

    [Fact]
    public Task A_peer_group_with_a_name_that_the_record_of_peers_needs_is_underlined() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            public sealed class Peers : PeerGroup;
            public sealed class Clone : PeerGroup;

            [Service("web"), Inbound(Protocol.Tcp, 443)] public partial class Web;
            [Policy("p"), Allow<Web, {|SFP1031:Peers|}>, Allow<Web, {|SFP1031:Clone|}>] public partial class P;
            """);

    [Fact]
    public Task What_the_compiler_rejects_in_an_allowance_is_not_reported_again() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Policy("p")]
            [Allow<{|CS0246:Missing|}>]
            [Allow<{|CS0452:int|}>]
            [Allow<Web, {|CS0311:Web|}>]
            public partial class P
            {
                public static P Make() => new();
            }

            [Service("web")] public partial class Web;
            """);

    [Theory]
    [InlineData("Allow<{|SFP1034:Sip|}>")]
    [InlineData("Allow<{|SFP1034:Mixed|}>")]
    [InlineData("Allow<Updates, {|SFP1035:Phones|}>")]
    [InlineData("Allow<Updates, {|SFP1035:Anywhere|}>")]
    [InlineData("Allow<Sip, Phones>, {|SFP1036:Allow<Sip, Phones>|}")]
    [InlineData("Allow<Updates>, {|SFP1036:Allow<Updates>(Because = \"b\")|}")]
    [InlineData("Allow<Sip, Phones>(Optional = {|SFP1037:true|}), Allow<Mixed, Phones>")]
    [InlineData("Allow<Mixed, Anywhere>(Optional = {|SFP1037:true|})")]
    [InlineData("Allow<Sip, Phones>(Optional = true), Allow<Mixed, Phones>(Optional = true)")]
    [InlineData("Allow<{|SFP2009:Empty|}>, Allow<{|SFP2009:Elsewhere|}, Phones>")]
    [InlineData("{|SFP2003:Allow<Updates>|}, {|SFP2003:Allow<Sip, Phones>|}, Allow<Sip, {|SFP3003:Anywhere|}>, Allow<Mixed, Phones>")]
    public Task An_allowance_fits_its_service_and_appears_once(string allowances) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            public sealed class Phones : PeerGroup;
            [Service("sip"), Inbound(Protocol.Udp, 5060)] public partial class Sip;
            [Service("updates"), RemoteHost("a.example"), Outbound(Protocol.Tcp, 443)] public partial class Updates;
            [Service("mixed"), Outbound(Protocol.Tcp, 443, Host = "a.example"), Inbound(Protocol.Tcp, 443)] public partial class Mixed;
            [Service("empty")] public partial class Empty;
            [Service("elsewhere", DocumentedElsewhere = "There")] public partial class Elsewhere;
            [Policy("cloud"), {{allowances}}] public partial class Cloud;
            """);
}
