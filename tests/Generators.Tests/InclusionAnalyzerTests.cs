using Microsoft.CodeAnalysis;
using Starface.Generators.Analyzers;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

public sealed class InclusionAnalyzerTests
{
    private const string Declarations = """

        public sealed class Phones : PeerGroup;
        public sealed class Providers : PeerGroup;
        [Service("media"), Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
        [Service("calls"), Needs<Media>, Inbound(Protocol.Tcp, 5061)] public sealed partial class Calls;
        [Service("web"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web;
        [Service("support"), Inbound(Protocol.Tcp, 22)] public sealed partial class Support;
        [Service("names"), Outbound(Protocol.Tcp, 53, Host = "names.example")] public sealed partial class Names;
        [Policy("base")]
        [Allow<Calls, Phones>] [Allow<Media, Phones>] [Allow<Web, Phones>(Because = "They show it")] [Allow<Names>]
        public sealed partial class Base;

        """;

    [Theory]
    [InlineData("[Include<{|SFP1038:Branch|}>] [Allow<Web, Phones>]")]
    [InlineData("[Include<{|SFP1039:Web|}>]")]
    [InlineData("[Include<{|SFP1039:Phones|}>]")]
    [InlineData("[Include<{|SFP1039:System.IDisposable|}>]")]
    [InlineData("[Include<{|SFP1039:Base[]|}>]")]
    [InlineData("[Include<Base>] [{|SFP1051:Include<Base>|}]")]
    [InlineData("[Include<Base>] [Exclude<{|SFP1050:Support|}>]")]
    [InlineData("[Include<Base>] [Exclude<Web, {|SFP1050:Providers|}>]")]
    [InlineData("[Include<Base>] [Exclude<Names, {|SFP1050:Phones|}>]")]
    [InlineData("[Include<Base>] [Exclude<Web>] [{|SFP1050:Exclude<Web>|}]")]
    [InlineData("[Include<Base>] [Exclude<Web>] [{|SFP1050:Exclude<Web, Phones>|}]")]
    [InlineData("[Include<Base>] [Exclude<Web, Phones>] [{|SFP1050:Exclude<Web>|}]")]
    [InlineData("[Include<Base>] [Allow<Support, Phones>] [{|SFP1050:Exclude<Support>|}]")]
    [InlineData("[Allow<Web, Phones>] [{|SFP1050:Exclude<Web, Phones>|}]")]
    [InlineData("[Allow<Web, Phones>] [{|SFP1050:Exclude<Calls>|}]")]
    [InlineData("[Include<Base>] [Exclude<{|SFP1030:Phones|}>]")]
    [InlineData("[Include<Base>] [{|SFP1036:Allow<Web, Phones>|}]")]
    [InlineData("[Include<Base>] [{|SFP1036:Allow<Web, Phones>(Because = \"They show it\")|}]")]
    [InlineData("[Include<Base>] [{|SFP1036:Allow<Names>|}]")]
    [InlineData("[Include<Base>] [Allow<Media, Providers>]")]
    [InlineData("[{|SFP2003:Include<Base>|}] [Allow<Media, Anywhere>(Because = \"Media comes from anywhere\")]")]
    [InlineData("[Include<{|SFP2005:Base|}>] [Exclude<Media>]")]
    [InlineData("[Include<Base>] [Exclude<Media>] [Allow<Media, Providers>]")]
    [InlineData("[{|SFP2014:Policy(\"branch\")|}] [Include<Base>, Exclude<Calls>, Exclude<Media>, Exclude<Web>, Exclude<Names>]")]
    [InlineData("[{|SFP2014:Policy(\"branch\")|}]")]
    public Task What_is_wrong_is_reported_where_it_is_written(string attributes)
    {
        var policy = attributes.Contains("Policy(", StringComparison.Ordinal) ? attributes : "[Policy(\"branch\")] " + attributes;
        return PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + policy + " public sealed partial class Branch;");
    }

    [Fact]
    public Task Each_policy_of_a_circle_is_reported_and_what_includes_the_circle_is_not() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Policy("a"), Include<{|SFP1038:B|}>] public sealed partial class A;
            [Policy("b"), Include<{|SFP1038:C|}>] public sealed partial class B;
            [Policy("c"), Include<{|SFP1038:A|}>, Allow<Web, Phones>] public sealed partial class C;
            [Policy("outside"), Include<A>] public sealed partial class Outside;
            """);

    [Fact]
    public Task What_an_included_policy_has_already_is_not_reported_again() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Policy("open")]
            [{|SFP2003:Allow<Support, Phones>|}]
            [Allow<{|SFP2005:Calls|}, Phones>]
            [Allow<Support, {|SFP3002:Anywhere|}>]
            public sealed partial class Open;
            [Policy("branch"), Include<Open>, Exclude<Support, Phones>, Allow<Web, Phones>] public sealed partial class Branch;
            [Policy("above"), Include<Branch>] public sealed partial class Above;
            """);

    [Fact]
    public Task Included_policies_that_disagree_are_reported_unless_the_policy_decides() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Policy("other"), Allow<Web, Phones>(Because = "They need it", NeverCut = true)] public sealed partial class Other;
            [Policy("branch"), Include<Base>, Include<{|SFP1052:Other|}>] public sealed partial class Branch;
            [Policy("third"), Include<Base>, Include<Other>, {|SFP2012:Exclude<Web>|}] public sealed partial class Third;
            """);

    [Fact]
    public Task Peer_groups_and_settings_of_included_policies_are_compared() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Service("moved"), Inbound(Protocol.Tcp, 8080, Setting = "WebPort")] public sealed partial class Moved;
            [Service("fixed"), Inbound(Protocol.Tcp, 8081, Setting = "WebPort")] public sealed partial class Fixed;
            public static class Inner { public sealed class Phones : PeerGroup; }
            [Policy("a"), Allow<Moved, Phones>] public sealed partial class A;
            [Policy("b"), Allow<Fixed, Inner.Phones>] public sealed partial class B;
            [Policy("branch"), Include<A>, Include<{|SFP1032:{|SFP1033:B|}|}>] public sealed partial class Branch;
            """);

    [Fact]
    public Task A_policy_for_another_version_is_reported() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Policy("old", PbxVersion = "7.0.0.8"), Allow<Web, Phones>] public sealed partial class Old;
            [Policy("branch"), Include<{|SFP2013:Old|}>] public sealed partial class Branch;
            [Policy("same", PbxVersion = "7.0.0.8"), Include<Old>] public sealed partial class Same;
            """);

    [Fact]
    public Task Optional_groups_of_an_included_policy_may_be_needed_here() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + """
            [Policy("optional"), Allow<Web, Providers>(Optional = true)] public sealed partial class OptionalOnes;
            [Policy("needed"), Include<OptionalOnes>, Allow<Media, Providers>] public sealed partial class Needed;
            [Policy("needs"), Include<Needed>, Allow<Support, Providers>({|SFP1037:Optional = true|})] public sealed partial class Needs;
            """.Replace("{|SFP1037:Optional = true|}", "Optional = {|SFP1037:true|}", StringComparison.Ordinal));

    [Theory]
    [InlineData("[{|SFP1006:Include<Base>|}]")]
    [InlineData("[{|SFP1006:Exclude<Web>|}]")]
    [InlineData("[{|SFP1006:Exclude<Web, Phones>|}]")]
    public Task Without_a_policy_it_has_no_effect(string attribute) =>
        PolicyAnalyzerTest<IneffectiveAttributeAnalyzer>.Check(Declarations + attribute + " public sealed partial class Branch;");

    [Fact]
    public async Task A_policy_of_another_assembly_with_an_internal_service_cannot_be_included()
    {
        const string Library = """
            using Starface.Policy;
            public sealed class Phones : PeerGroup;
            [Service("web"), Inbound(Protocol.Tcp, 443)] internal sealed partial class Web;
            [Policy("base"), Allow<Web, Phones>] public sealed partial class Base;
            """;
        var closed = await Included(Library);
        var open = await Included(Library.Replace(
            "using Starface.Policy;",
            "using Starface.Policy; [assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Sample\")]",
            StringComparison.Ordinal));

        Assert.Equal(
            ["SFP1039: 'Base' cannot be included: its service 'Web' is internal to assembly 'Library'; make it public"], closed);
        Assert.Empty(open);
    }

    [Fact]
    public async Task A_policy_of_an_assembly_that_was_built_without_the_generator_cannot_be_included()
    {
        var library = GeneratorRun.CompileAlone("Library", [
            """
            using Starface.Policy;
            public sealed class Phones : PeerGroup;
            [Service("web"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web;
            [Policy("base"), Allow<Web, Phones>] public sealed partial class Base;
            """]);
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);

        var messages = await Messages(MetadataReference.CreateFromImage(stream.ToArray()));

        Assert.Equal(
            ["SFP1039: 'Base' cannot be included: assembly 'Library' was built without the generator or with errors; build it again"],
            messages);
    }

    [Fact]
    public Task What_repeats_an_include_is_removed() =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(
            Declarations + """
                [Policy("branch")]
                [Include<Base>]
                [{|SFP1051:Include<Base>|}]
                [Exclude<Media>]
                [Exclude<Calls>]
                [{|SFP1050:Exclude<Calls, Phones>|}]
                [{|SFP1036:Allow<Web, Phones>(Because = "They show it")|}]
                public sealed partial class Branch;
                [Policy("second")]
                [Include<Base>]
                [{|SFP1051:Include<Base>|}]
                [Include<{|SFP1038:Second|}>]
                [Exclude<Web>]
                [{|SFP1050:Exclude<Web>|}]
                public sealed partial class Second;
                [Policy("third")]
                [Include<{|SFP1038:Third|}>]
                [Allow<Web, Phones>]
                public sealed partial class Third;
                """,
            Declarations + """
                [Policy("branch")]
                [Include<Base>]
                [Exclude<Media>]
                [Exclude<Calls>]
                public sealed partial class Branch;
                [Policy("second")]
                [Include<Base>]
                [Exclude<Web>]
                public sealed partial class Second;
                [Policy("third")]
                [Allow<Web, Phones>]
                public sealed partial class Third;
                """,
            problems: 7);

    [Fact]
    public Task What_an_exclusion_means_is_written() =>
        PolicyFixTest<DeclarationAnalyzer, NameTypeFix>.Fix(
            Declarations + """
                [Service("webs"), Inbound(Protocol.Tcp, 8443)] public sealed partial class Webs;
                [Policy("branch")]
                [Include<Base>]
                [Exclude<{|SFP1050:Webs|}>]
                [Exclude<Calls, {|SFP1050:Providers|}>]
                public sealed partial class Branch;
                """,
            Declarations + """
                [Service("webs"), Inbound(Protocol.Tcp, 8443)] public sealed partial class Webs;
                [Policy("branch")]
                [Include<Base>]
                [Exclude<Web>]
                [Exclude<Calls, Phones>]
                public sealed partial class Branch;
                """,
            problems: 2);

    [Theory]
    [InlineData("[Include<Base>] [{|SFP1036:Allow<Web, Phones>|}]")]
    [InlineData("[Include<Base>] [Exclude<{|SFP1050:Support|}>]")]
    [InlineData("[{|SFP2003:Include<Base>|}] [Allow<Media, Anywhere>(Because = \"Media comes from anywhere\")]")]
    public Task What_a_person_has_to_decide_has_no_fix(string attributes) =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Leave(
            Declarations + $"[Policy(\"branch\")] {attributes} public sealed partial class Branch;");

    [Fact]
    public Task Messages_of_Icmp_are_written_as_type_and_code() =>
        PolicyFixTest<DeclarationAnalyzer, IcmpMessageFix>.Fix(
            """
            [Service("ping")]
            [Inbound(Protocol.Icmp, {|SFP1013:8|})]
            [Outbound(
                Protocol.Icmp,
                port: {|SFP1013:2048|},
                Addresses = ["203.0.113.9"],
                Source = "Ping")]
            [Inbound(Protocol.Icmp, Ports = {|SFP1013:"3"|}, Source = "Unreachable")]
            [Inbound(Protocol.IcmpV6, {|SFP1013:32768|}, 33023)]
            public sealed partial class Ping;
            """,
            """
            [Service("ping")]
            [Inbound({|SFP4004:Protocol.Icmp|}, IcmpType = 8)]
            [Outbound(
                {|SFP4004:Protocol.Icmp|},
                IcmpType = 8, IcmpCode = 0,
                Addresses = ["203.0.113.9"],
                Source = "Ping")]
            [Inbound({|SFP4004:Protocol.Icmp|}, IcmpType = 3, Source = "Unreachable")]
            [Inbound({|SFP4004:Protocol.IcmpV6|}, IcmpType = 128)]
            public sealed partial class Ping;
            """,
            problems: 4);

    [Theory]
    [InlineData("Protocol.Icmp, {|SFP1013:8|}, 9")]
    [InlineData("port: {|SFP1013:8|}, protocol: Protocol.Icmp")]
    [InlineData("Protocol.Esp, {|SFP1013:8|}")]
    public Task Messages_of_Icmp_that_are_not_clear_have_no_fix(string arguments) =>
        PolicyFixTest<DeclarationAnalyzer, IcmpMessageFix>.Leave(
            $"[Service(\"ping\"), Inbound({arguments})] public sealed partial class Ping;");

    [Theory]
    [InlineData("[Service({|SFP2015:\"sip\"|}), Inbound(Protocol.Tcp, 5070)] public sealed partial class Own;")]
    [InlineData("[Policy({|SFP2015:\"cloud-pbx\"|}), Allow<Sip, Phones>] public sealed partial class Own;")]
    [InlineData("[Policy(\"sip\"), Allow<Sip, Phones>] public sealed partial class Own;")]
    [InlineData("[Service(\"cloud-pbx\"), Inbound(Protocol.Tcp, 5070)] public sealed partial class Own;")]
    public Task Ids_of_the_catalog_are_taken(string declaration) =>
        PolicyAnalyzerTest<DuplicateIdAnalyzer>.Check("using Starface.Policies;\n" + declaration);

    private static async Task<IEnumerable<string>> Included(string library) =>
        await Messages(MetadataReference.CreateFromImage(GeneratorRun.Over(GeneratorRun.CompileAlone("Library", [library])).Emit()));

    private static async Task<IEnumerable<string>> Messages(MetadataReference library)
    {
        var output = GeneratorRun.Over(GeneratorRun.CompileAlone(
            "Sample", ["[Starface.Policy.Policy(\"branch\"), Starface.Policy.Include<Base>] internal sealed partial class Branch;"])
            .AddReferences(library)).Output;
        return output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Concat(await Analysis.Run(output))
            .Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
