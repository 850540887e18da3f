using Microsoft.CodeAnalysis;
using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class PolicyReviewTests
{
    private const string Declarations = """
        [Service("media")] [Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
        [Service("sip"), Needs<Media>] [Inbound(Protocol.Udp, 5060, Unencrypted = true)] [Outbound(Protocol.Udp, 5060)]
        public sealed partial class Sip;
        [Service("tls")] [Inbound(Protocol.Tcp, 5061)] public sealed partial class SipTls;
        [Service("web")] [Inbound(Protocol.Tcp, 443, Setting = "WebPort")] public sealed partial class Web;
        [Service("api")] [Inbound(Protocol.Tcp, 443, Setting = "ApiPort")] public sealed partial class Api;
        [Service("plain")] [Inbound(Protocol.Tcp, 80, Unencrypted = true)] public sealed partial class Plain;
        [Service("support")] [Inbound(Protocol.Tcp, 20, 25)] public sealed partial class Support;
        [Service("phones"), RemoteHost("dm.example")] [Outbound(Protocol.Tcp, 443)] public sealed partial class Devices;
        [Service("yealink", Viewpoint = Viewpoint.Phones)] [Outbound(Protocol.Tcp, 443, Host = "rps.example")]
        public sealed partial class Yealink;
        [Service("neon", DocumentedElsewhere = "Elsewhere.")] public sealed partial class Neon;
        [Service("push")] [Outbound(Protocol.Tcp, 443, Host = "push.example", Since = "7.0.0.19")] public sealed partial class Push;
        [Service("lookup")] [Outbound(Protocol.Tcp, 80, Unencrypted = true)] public sealed partial class Lookup;
        [Service("web2")] [Inbound(Protocol.Tcp, 8443, Setting = "Webport")] public sealed partial class Web2;
        public sealed class PhoneS : PeerGroup;
        public sealed class Phones : PeerGroup;
        public sealed class Users : PeerGroup;

        """;

    [Theory]
    [InlineData("[{|SFP2003:Allow<Web, Users>|}] [Allow<Web, Anywhere>]")]
    [InlineData("[{|SFP2003:Allow<Web, Users>(Expires = \"2027-01-01\")|}] [Allow<Web, Anywhere>(Expires = \"2027-01-02\")]")]
    [InlineData("[Allow<Web, Users>] [Allow<{|SFP2004:Api|}, Users>]")]
    [InlineData("[Allow<{|SFP2005:Sip|}, Phones>] [Allow<Sip, Users>]")]
    [InlineData("[Allow<Web, Users>] [Allow<{|SFP2007:Yealink|}>]")]
    [InlineData("[Allow<{|SFP2009:Neon|}>]")]
    [InlineData("[Allow<Plain, {|SFP3001:Anywhere|}>]")]
    [InlineData("[Allow<Support, {|SFP3002:Anywhere|}>]")]
    [InlineData("[Allow<Sip, {|SFP3003:Anywhere|}>] [Allow<Media, Phones>]")]
    [InlineData("[Allow<Sip, Anywhere>(Because = {|SFP3006:\"TBD\"|})] [Allow<Media, Phones>]")]
    [InlineData("[Allow<Web, Users>(Because = {|SFP3006:\"\"|})]")]
    [InlineData("[Allow<Web, Users>(Because = {|SFP3006:\"...\"|})]")]
    [InlineData("[Allow<Web, Users>(Because = {|SFP3006:\"Because.\"|})]")]
    [InlineData("[Allow<Web, Users>(Because = {|SFP3006:\"ToDo: ask the customer\"|})]")]
    [InlineData("[Allow<Web, Phones>] [Allow<Web, {|SFP4007:PhoneS|}>]")]
    [InlineData("[Allow<Web, Users>] [Allow<{|SFP4007:Web2|}, Users>]")]
    public Task A_problem_is_underlined_where_it_belongs(string allowances) => Check("\"cloud\"", allowances);

    [Theory]
    [InlineData("[Allow<Web, Users>] [Allow<Web, Phones>]")]
    [InlineData("[Allow<Web, Users>(NeverCut = true)] [Allow<Web, Anywhere>]")]
    [InlineData("[Allow<Web, Users>] [Allow<Web, Anywhere>(Expires = \"2027-01-01\")]")]
    [InlineData("[Allow<Sip, Phones>] [Allow<Media, Anywhere>]")]
    [InlineData("[Allow<Yealink>]")]
    [InlineData("[Allow<Push>]")]
    [InlineData("[Allow<Plain, Anywhere>(Because = \"It redirects to https and takes no passwords\")]")]
    [InlineData("[Allow<Sip, Phones>] [Allow<Media, Phones>]")]
    [InlineData("[Allow<SipTls, Anywhere>] [Allow<Lookup, Anywhere>]")]
    public Task What_makes_sense_is_left_alone(string allowances) => Check("\"cloud\"", allowances);

    [Theory]
    [InlineData("7.0.0.18", "{|SFP2010:Push|}")]
    [InlineData("7.0.0.19", "Push")]
    public Task A_service_is_held_against_the_version_of_the_policy(string version, string service) =>
        Check($"\"cloud\", PbxVersion = \"{version}\"", $"[Allow<{service}>]");

    [Fact]
    public Task A_policy_with_an_invalid_service_is_not_reviewed() => PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
        [Service("web")] [Inbound(Protocol.Tcp, {|SFP1010:0|})] public sealed partial class Web;

        [Policy("cloud")] [Allow<Web, Anywhere>] public sealed partial class Cloud;
        """);

    [Theory]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Suppress, null)]
    public async Task A_project_can_change_the_severity(ReportDiagnostic chosen, DiagnosticSeverity? severity)
    {
        var output = GeneratorRun.Over(
            "using Starface.Policy;\n" + Declarations + "[Policy(\"cloud\")] [Allow<Neon>] public sealed partial class Cloud;").Output;

        var diagnostics = await Analysis.Run(
            output.WithOptions(output.Options.WithSyntaxTreeOptionsProvider(new EditorConfig("SFP2009", chosen))));

        Assert.Equal(severity, diagnostics.SingleOrDefault(diagnostic => diagnostic.Id == "SFP2009")?.Severity);
    }

    [Theory]
    [InlineData(300, "Policy(\"cloud\")")]
    [InlineData(301, "{|SFP4002:Policy(\"cloud\")|}")]
    public Task A_policy_too_large_for_every_instance_is_reported_at_its_attribute(int ports, string policy)
    {
        var requirements = Enumerable.Range(20000, ports).Select(port => FormattableString.Invariant($"[Inbound(Protocol.Tcp, {port})]\n"));
        return PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("many")]
            {{string.Concat(requirements)}}
            public sealed partial class Many;

            public sealed class Users : PeerGroup;

            [{{policy}}]
            [Allow<Many, Users>]
            public sealed partial class Cloud;
            """);
    }

    private static Task Check(string policy, string allowances) => PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + $$"""
        [Policy({{policy}})]
        {{allowances}}
        public sealed partial class Cloud;
        """);

    /// <summary>What an <c>.editorconfig</c> with one severity becomes in the compiler.</summary>
    private sealed class EditorConfig(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree,
            string diagnosticId,
            CancellationToken cancellationToken,
            out ReportDiagnostic value)
        {
            value = severity;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId,
            CancellationToken cancellationToken,
            out ReportDiagnostic value)
        {
            value = default;
            return false;
        }
    }
}
