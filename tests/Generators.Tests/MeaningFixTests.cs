using Starface.Generators.Analyzers;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

public sealed class MeaningFixTests
{
    [Theory]
    [InlineData("[Inbound(Protocol.Tcp, 443)]\n[{|SFP2001:Inbound(Protocol.Tcp, 443)|}]\n", "[Inbound(Protocol.Tcp, 443)]\n")]
    [InlineData("[{|SFP2001:Inbound(Protocol.Tcp, 443)|}, Inbound(Protocol.Tcp, 400, 500)]\n", "[Inbound(Protocol.Tcp, 400, 500)]\n")]
    [InlineData(
        "[Inbound(Protocol.Udp, 1, 5)]\n// What is between.\n[{|SFP2002:Inbound(Protocol.Udp, 3, 8)|}]\n[Inbound(Protocol.Udp, 6, 9)]\n",
        "[Inbound(Protocol.Udp, 1, 5)]\n// What is between.\n[Inbound(Protocol.Udp, 6, 9)]\n")]
    [InlineData(
        "[RemoteHost(\"a.example\")]\n[RemoteHost(\"b.example\")]\n[Outbound(Protocol.Tcp, 80)]\n"
            + "[{|SFP2001:Outbound(Protocol.Tcp, 80)|}]\n",
        "[RemoteHost(\"a.example\")]\n[RemoteHost(\"b.example\")]\n[Outbound(Protocol.Tcp, 80)]\n")]
    public Task A_redundant_requirement_is_removed(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(Service(wrong), Service(right));

    [Fact]
    public Task All_redundant_requirements_are_removed() =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(
            Service(
                "[Inbound(Protocol.Udp, 1, 5)]\n[{|SFP2002:Inbound(Protocol.Udp, 2, 8)|}]\n"
                    + "[{|SFP2001:Inbound(Protocol.Udp, 2, 4)|}]\n[Inbound(Protocol.Udp, 6, 9)]\n"),
            Service("[Inbound(Protocol.Udp, 1, 5)]\n[Inbound(Protocol.Udp, 6, 9)]\n"),
            problems: 2);

    [Theory]
    [InlineData("[{|SFP2003:Allow<Web, Users>|}]\n[Allow<Web, Anywhere>]", "[Allow<Web, Anywhere>]")]
    [InlineData("[Allow<Web, Anywhere>, {|SFP2003:Allow<Web, Users>(Because = \"They work\")|}]", "[Allow<Web, Anywhere>]")]
    public Task A_redundant_allowance_is_removed(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(Policy(wrong), Policy(right));

    [Fact]
    public Task All_redundant_allowances_are_removed() =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(
            Policy("[{|SFP2003:Allow<Web, Users>|}]\n[Allow<Web, Anywhere>]\n[{|SFP2003:Allow<Web, Phones>|}]"),
            Policy("[Allow<Web, Anywhere>]"),
            problems: 2);

    [Theory]
    [InlineData("Tls.V10", "Tls.V12")]
    [InlineData("Starface.Policy.Tls.V11", "Starface.Policy.Tls.V12")]
    public Task The_lowest_TLS_version_is_raised_to_what_the_vendor_supports(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, RaiseTlsFix>.Fix(
            Service($"[Inbound(Protocol.Tcp, 5061, MinimumTls = {{|SFP2006:{wrong}|}})]\n"),
            Service($"[Inbound(Protocol.Tcp, 5061, MinimumTls = {right})]\n"));

    [Fact]
    public Task All_lowest_TLS_versions_are_raised() =>
        PolicyFixTest<DeclarationAnalyzer, RaiseTlsFix>.Fix(
            Service(
                "[Inbound(Protocol.Tcp, 5061, MinimumTls = {|SFP2006:Tls.V10|})]\n"
                    + "[Inbound(Protocol.Tcp, 443, MinimumTls = {|SFP2006:Tls.V11|})]\n"),
            Service("[Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12)]\n[Inbound(Protocol.Tcp, 443, MinimumTls = Tls.V12)]\n"),
            problems: 2);

    [Theory]
    [InlineData("(Tls)10")]
    [InlineData("Versions.Old")]
    public Task A_TLS_version_that_is_named_elsewhere_is_left_to_the_author(string version) =>
        PolicyFixTest<DeclarationAnalyzer, RaiseTlsFix>.Leave(
            Service($"[Inbound(Protocol.Tcp, 5061, MinimumTls = {{|SFP2006:{version}|}})]\n")
                + "public static class Versions { public const Tls Old = Tls.V11; }");

    [Theory]
    [InlineData("[Allow<{|SFP2005:Sip|}, Phones>]", "[Allow<Sip, Phones>]\n[Allow<Media, Phones>]")]
    [InlineData("[Allow<{|SFP2005:Sip|}, Phones>] // all of them", "[Allow<Sip, Phones>] // all of them\n[Allow<Media, Phones>]")]
    [InlineData("[Allow<{|SFP2005:Sip|}, Phones>, Allow<Web, Users>]", "[Allow<Sip, Phones>, Allow<Web, Users>]\n[Allow<Media, Phones>]")]
    [InlineData(
        "[Allow<{|SFP2005:Sip|}, Phones>(Because = \"They call\")]\n[Allow<Web, Users>]\n[Allow<Sip, Users>]",
        "[Allow<Sip, Phones>(Because = \"They call\")]\n[Allow<Media, Phones>]\n[Allow<Media, Users>]\n"
            + "[Allow<Web, Users>]\n[Allow<Sip, Users>]")]
    [InlineData(
        "[Starface.Policy.Allow<{|SFP2005:Sip|}, Phones>(NeverCut = true, Expires = \"2027-01-31\", Ticket = \"T-1\")]",
        "[Starface.Policy.Allow<Sip, Phones>(NeverCut = true, Expires = \"2027-01-31\", "
            + "Ticket = \"T-1\")]\n[Starface.Policy.Allow<Media, Phones>(Expires = \"2027-01-31\", Ticket = \"T-1\")]")]
    [InlineData("[Allow<{|SFP2005:Trunk|}>]", "[Allow<Trunk>]\n[Allow<Names>]")]
    public Task A_missing_service_is_allowed_for_the_groups_that_need_it(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, AllowMissingServiceFix>.Fix(Policy(wrong), Policy(right));

    [Fact]
    public Task A_service_that_two_others_need_is_allowed_once() =>
        PolicyFixTest<DeclarationAnalyzer, AllowMissingServiceFix>.Fix(
            Policy("[Allow<{|SFP2005:Sip|}, Phones>]\n[Allow<{|SFP2005:Apps|}, Users>]"),
            Policy("[Allow<Sip, Phones>]\n[Allow<Media, Phones>]\n[Allow<Media, Users>]\n[Allow<Apps, Users>]"));

    [Fact]
    public Task All_services_that_a_service_needs_are_reported_and_allowed() =>
        PolicyFixTest<DeclarationAnalyzer, AllowMissingServiceFix>.Fix(
            Policy("[Allow<{|SFP2005:{|SFP2005:Both|}|}, Phones>]\n[Allow<{|SFP2005:Trunk|}>]"),
            Policy("[Allow<Both, Phones>]\n[Allow<Names>]\n[Allow<Media, Phones>]\n[Allow<Trunk>]"),
            problems: 2);

    [Fact]
    public Task A_service_needed_by_one_without_peer_groups_is_left_to_the_author() =>
        PolicyFixTest<DeclarationAnalyzer, AllowMissingServiceFix>.Leave(Policy("[Allow<{|SFP2005:Connect|}>]"));

    [Theory]
    [InlineData("Allow<{|SFP2011:OwnMedia|}, Phones>", "Allow<Starface.Policies.RtpMedia, Phones>")]
    [InlineData(
        "Allow<{|SFP2011:OwnTrunks|}, Anywhere>(Because = \"They move\")",
        "Allow<{|SFP2005:Starface.Policies.SipTls|}, Anywhere>(Because = \"They move\")")]
    [InlineData("Allow<{|SFP2011:OwnLookup|}>", "Allow<Starface.Policies.IpLookup>")]
    public Task A_service_that_duplicates_the_catalogs_is_replaced(string wrong, string right) =>
        PolicyFixTest<DeclarationAnalyzer, NameTypeFix>.Fix(Policy($"[{wrong}]"), Policy($"[{right}]"));

    [Fact]
    public Task All_services_that_duplicate_the_catalogs_are_replaced() =>
        PolicyFixTest<DeclarationAnalyzer, NameTypeFix>.Fix(
            "using Starface.Policies;\n" + Policy(
                "[Allow<{|SFP2011:OwnMedia|}, Users>]\n"
                    + "[Allow<{|SFP2011:OwnMedia|}, Starface.Policies.Vpn>]\n[Allow<{|SFP2011:OwnLookup|}>]",
                "Mine"),
            "using Starface.Policies;\n" + Policy(
                "[Allow<RtpMedia, Users>]\n[Allow<RtpMedia, Starface.Policies.Vpn>]\n[Allow<IpLookup>]",
                "Mine"),
            problems: 3);

    [Theory]
    [InlineData("[Allow<Media, Phones>]")]
    [InlineData("[Allow<OwnMedia, Phones>] [{|SFP2003:Allow<Starface.Policies.RtpMedia, Phones>|}]")]
    [InlineData("[Allow<Starface.Policies.RtpMedia, Phones>]")]
    public Task A_service_with_other_ports_is_left_alone(string allowances) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Policy(allowances));

    [Fact]
    public Task A_missing_service_is_indented_like_the_lines_around_it() =>
        PolicyFixTest<DeclarationAnalyzer, AllowMissingServiceFix>.Fix(
            Nested("[Allow<{|SFP2005:Sip|}, Phones>]\n    // Fixed by hand."),
            Nested("[Allow<Sip, Phones>]\n    [Allow<Media, Phones>]\n    // Fixed by hand."));

    private static string Nested(string allowances) => $$"""
        namespace Sample
        {
            public sealed class Phones : PeerGroup;
            [Service("media"), Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
            [Service("sip"), Needs<Media>, Inbound(Protocol.Udp, 5060)] public sealed partial class Sip;

            [Policy("cloud")]
            {{allowances}}
            public sealed partial class Cloud;
        }
        """;

    private static string Service(string requirements) => $$"""
        [Service("web")]
        {{requirements.TrimEnd('\n')}}
        public sealed partial class Web;
        """;

    private static string Policy(string allowances, string space = "Sample") => $$"""
        namespace {{space}};
        public sealed class Phones : PeerGroup;
        public sealed class Users : PeerGroup;
        [Service("media"), Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
        [Service("names"), Outbound(Protocol.Tcp, 853, Host = "names.example")] public sealed partial class Names;
        [Service("sip"), Needs<Media>, Inbound(Protocol.Udp, 5060)] public sealed partial class Sip;
        [Service("apps"), Needs<Media>, Inbound(Protocol.Tcp, 5222)] public sealed partial class Apps;
        [Service("both"), Needs<Media>, Needs<Names>, Inbound(Protocol.Tcp, 5223)] public sealed partial class Both;
        [Service("trunk"), Needs<Names>, Outbound(Protocol.Tcp, 5061, Host = "sip.example")] public sealed partial class Trunk;
        [Service("connect"), Needs<Media>, Outbound(Protocol.Tcp, 5061, Host = "sip.example")] public sealed partial class Connect;
        [Service("web"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web;
        [Service("own-media"), Outbound(Protocol.Udp, Ports = "1025-65535"), Inbound(Protocol.Udp, 10_000, 20_000)]
        public sealed partial class OwnMedia;
        [Service("own-trunks"), Inbound(Protocol.Tcp, 5061, Setting = "TrunkPort"), Outbound(Protocol.Tcp, 5061, Setting = "TrunkPort")]
        public sealed partial class OwnTrunks;
        [Service("own-lookup"), Outbound(Protocol.Tcp, 80, Host = "iplookup.starface.com")] public sealed partial class OwnLookup;

        [Policy("cloud")]
        {{allowances}}
        public sealed partial class Cloud;
        """;
}
