using System.Reflection;
using Microsoft.CodeAnalysis;
using Starface.Generators.Analyzers;
using Starface.Generators.CodeFixes;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Tests;

public sealed class ScenarioTests
{
    private const string Declarations = """

        public sealed class Phones : PeerGroup;
        public sealed class Vpn : PeerGroup;
        [Service("sip", Title = "SIP"), Inbound(Protocol.Udp, 5060, Setting = "SipPort"), Inbound(Protocol.Tcp, 5060)]
        public sealed partial class Sip;
        [Service("media", Title = "Media"), Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
        [Service("web", Title = "Web"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web;
        [Service("updates", Title = "Updates")]
        [Outbound(Protocol.Tcp, 80, Host = "a.example"), Outbound(Protocol.Tcp, 443, Host = "a.example")]
        [Outbound(Protocol.Tcp, 443, Host = "b.example")]
        public sealed partial class Updates;
        [Service("empty", Title = "Empty")] public sealed partial class Empty;

        """;

    private const string Call = """
        [Scenario("call", Title = "A phone registers and calls")]
        [Substitute<Phones, Vpn>, Substitute<Phones, Anywhere>]
        [Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
        [Step<Media, Phones>(Direction.Inbound, Protocol.Udp, 10000, 20000, Symptom = "The phone is \"not heard\" & <silent>")]
        [Step<Updates>(Direction.Outbound, Protocol.Tcp, Host = "b.example", Symptom = "No ring tones")]
        public sealed partial class Call;
        """;

    [Fact]
    public void A_scenario_is_generated_as_reviewed()
    {
        var run = GeneratorRun.Over("using Starface.Policy;\nnamespace Sample;\n" + Declarations + Call);

        Assert.DoesNotContain(run.Complaints, complaint => !complaint.Contains("CS1591", StringComparison.Ordinal));
        Snapshot.Match(run.Text("Sample.Call.g.cs"), "Sample.Call");
    }

    [Fact]
    public void The_definition_and_the_catalog_have_what_is_declared()
    {
        var assembly = GeneratorRun.Over("using Starface.Policy;\nnamespace Sample;\n" + Declarations + Call).Load();

        var call = Definition<ScenarioDefinition>(assembly, "Call");
        var catalog = (PolicyCatalog)assembly.GetType("Sample.Catalog")!.GetProperty("Instance")!.GetValue(null)!;

        Assert.Equal(("call", "A phone registers and calls"), (call.Id, call.Title));
        Assert.Equal(
            [
                "sip Inbound Udp 5060  phones,vpn,anywhere 1 The phone cannot register",
                "media Inbound Udp 10000-20000  phones,vpn,anywhere 1 The phone is \"not heard\" & <silent>",
                "updates Outbound Tcp  b.example  1 No ring tones",
            ],
            call.Steps.Select(step => $"{step.Service.Id} {step.Direction} {step.Protocol} {step.Ports} {step.Host} "
                + $"{string.Join(",", step.PeerGroups)} {step.Requirements.Count()} {step.Symptom}"));
        Assert.Same(call, Assert.Single(catalog.Scenarios));
        Assert.Equal("SipPort", Assert.Single(call.Steps[0].Requirements).Setting);
    }

    [Theory]
    [InlineData("[{|SFP1060:Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5061, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Sip, Phones>(Direction.Outbound, Protocol.Udp, 5060, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Sip, Phones>(Direction.Inbound, Protocol.Icmp, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Media, Phones>(Direction.Inbound, Protocol.Udp, 10000, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Media, Phones>(Direction.Inbound, Protocol.Udp, 10000, 19999, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Host = \"b.example\", Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1060:Step<Empty, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"s\")|}]")]
    [InlineData("[{|SFP1062:Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5060)|}]")]
    [InlineData("[Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5060, Symptom = {|SFP1062:\" \"|})]")]
    [InlineData("[Step<{|SFP1064:Sip|}>(Direction.Inbound, Protocol.Udp, 5060, Symptom = \"s\")]")]
    [InlineData("[Step<Updates, {|SFP1064:Phones|}>(Direction.Outbound, Protocol.Tcp, 80, Symptom = \"s\")]")]
    [InlineData("[Step<{|SFP1030:Phones|}>(Direction.Outbound, Protocol.Tcp, 80, Symptom = \"s\")]")]
    [InlineData("[Substitute<Phones, Vpn>] [Step<Web, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"s\")]")]
    [InlineData("[Substitute<{|SFP1063:Vpn|}, Phones>] [Step<Web, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"s\")]")]
    [InlineData("[Substitute<Phones, {|SFP1063:Phones|}>] [Step<Web, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"s\")]")]
    [InlineData("[Step<Updates>(Direction.Outbound, Protocol.Tcp, 443, Symptom = \"s\")]")]
    public Task What_is_wrong_with_a_step_is_reported_where_it_is_written(string attributes) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(
            Declarations + "[Scenario(\"use\", Title = \"A use\")] " + attributes + " public sealed partial class Use;");

    [Theory]
    [InlineData("[{|SFP1061:Scenario(\"use\", Title = \"A use\")|}]")]
    [InlineData("[{|SFP1062:Scenario(\"use\")|}] [Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = \"s\")]")]
    [InlineData("[Scenario({|SFP1004:\"Use\"|}, Title = \"A use\")] "
        + "[Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = \"s\")]")]
    [InlineData("[{|SFP1002:Scenario(\"use\", Title = \"A use\")|}, {|SFP1002:Service(\"use\")|}] "
        + "[Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = \"s\")]")]
    public Task What_is_wrong_with_a_scenario_is_reported_where_it_is_written(string attributes) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(Declarations + attributes + " public sealed partial class Use;");

    [Theory]
    [InlineData("[Supports<{|SFP1065:Web|}>]")]
    [InlineData("[Supports<{|SFP1065:System.IDisposable|}>]")]
    [InlineData("[Supports<{|SFP1065:Call[]|}>]")]
    [InlineData("[Supports<{|SFP2016:Call|}>]")]
    [InlineData("[Allow<Sip, Vpn>, Allow<Media, Anywhere>, Allow<Updates>, Supports<Call>]")]
    [InlineData("[Allow<Sip, Vpn>, Allow<Media, Phones>, Allow<Updates>, Supports<{|SFP2016:Call|}>]")]
    [InlineData("[Allow<Sip, Vpn>, Allow<Sip, Phones>, Allow<Media, Phones>, Allow<Updates>, Supports<{|SFP2016:Call|}>]")]
    [InlineData("[Allow<Sip, Vpn>, Allow<Sip, Phones>, Allow<Media, Phones>, Allow<Media, Vpn>, Allow<Updates>, Supports<Call>]")]
    [InlineData("[Allow<Sip, Vpn>, Allow<Media, Vpn>, Supports<{|SFP2016:Call|}>]")]
    public Task What_a_policy_supports_is_a_scenario(string attributes) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(
            Declarations + Call + "[Policy(\"cloud\"), Allow<Web, Phones>] " + attributes + " public sealed partial class Cloud;");

    [Fact]
    public Task Attributes_of_scenarios_outside_of_their_place_are_reported() =>
        PolicyAnalyzerTest<IneffectiveAttributeAnalyzer>.Check(Declarations + Call + """
            [{|SFP1006:Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")|}] public sealed class A;
            [{|SFP1006:Substitute<Phones, Vpn>|}] public sealed class B;
            [{|SFP1006:Supports<Call>|}] public sealed class C;
            """);

    [Fact]
    public Task Scenarios_with_one_id_are_reported() =>
        PolicyAnalyzerTest<DuplicateIdAnalyzer>.Check(Declarations + Call + """
            [Scenario({|SFP1005:"call"|}, Title = "Another")]
            [Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")]
            public sealed partial class Zoo;
            [Service("call")] public sealed partial class Service;
            """);

    [Fact]
    public Task A_scenario_with_an_id_of_the_catalog_is_reported() =>
        PolicyAnalyzerTest<DuplicateIdAnalyzer>.Check("""
            [Scenario({|SFP2015:"desk-phone-udp"|}, Title = "Another")]
            [Step<Starface.Policies.Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")]
            public sealed partial class Zoo;
            [Scenario("cloud-pbx", Title = "A policy has the id")]
            [Step<Starface.Policies.Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")]
            public sealed partial class Other;
            """);

    [Fact]
    public Task The_fix_removes_what_has_no_effect() =>
        PolicyFixTest<DeclarationAnalyzer, RemoveAttributeFix>.Fix(
            Declarations + """
            [Scenario("use", Title = "A use")]
            [Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")]
            [{|SFP1063:Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "t")|}]
            public sealed partial class Use;
            [Policy("cloud"), Allow<Updates>]
            [Supports<Use>]
            [{|SFP1063:Supports<Use>|}]
            public sealed partial class Cloud;
            """,
            Declarations + """
            [Scenario("use", Title = "A use")]
            [Step<Updates>(Direction.Outbound, Protocol.Tcp, 80, Symptom = "s")]
            public sealed partial class Use;
            [Policy("cloud"), Allow<Updates>]
            [Supports<Use>]
            public sealed partial class Cloud;
            """,
            problems: 2);

    [Theory]
    [InlineData("[Include<Base>]", true)]
    [InlineData("[Include<Base>, Exclude<Web>]", true)]
    [InlineData("[Include<Base>, Exclude<Sip, Vpn>]", false)]
    [InlineData("[Include<Base>, Exclude<Sip, Vpn>, Allow<Sip, Vpn>(Because = \"They call\")]", true)]
    [InlineData("[Include<Base>, Exclude<Updates>]", false)]
    [InlineData("[Include<Base>, Exclude<Updates>, Supports<Call>]", true)]
    [InlineData("[Include<Base>, Exclude<Media, Anywhere>]", false)]
    [InlineData("[Include<Base>, Supports<Call>]", true)]
    public void What_an_included_policy_supports_is_supported_unless_a_flow_of_it_is_excluded(string attributes, bool isSupported)
    {
        var assembly = GeneratorRun.Over("using Starface.Policy;\nnamespace Sample;\n" + Declarations + Call + $$"""
            [Policy("base"), Allow<Sip, Vpn>, Allow<Media, Anywhere>(Because = "It comes from anywhere"), Allow<Web, Vpn>, Allow<Updates>]
            [Supports<Call>]
            public sealed partial class Base;
            [Policy("branch")] {{attributes}} public sealed partial class Branch;
            [Policy("above"), Include<Branch>] public sealed partial class Above;
            """).Load();

        Assert.All(
            new[] { "Branch", "Above" },
            name => Assert.Equal(
                isSupported ? ["call"] : [], Definition<PolicyDefinition>(assembly, name).Supports.Select(scenario => scenario.Id)));
    }

    [Theory]
    [InlineData("\"call\"", "\"other\"")]
    [InlineData("registers and calls", "calls")]
    [InlineData("Substitute<Phones, Vpn>, ", "")]
    [InlineData("Substitute<Phones, Vpn>, Substitute<Phones, Anywhere>", "Substitute<Phones, Anywhere>, Substitute<Phones, Vpn>")]
    [InlineData("Udp, 5060", "Tcp, 5060")]
    [InlineData("No ring tones", "None")]
    [InlineData("Host = \"b.example\"", "Host = \"a.example\"")]
    [InlineData("Protocol.Tcp, Host", "Protocol.Tcp, 443, Host")]
    public void A_different_scenario_gives_a_different_model_and_the_same_an_equal_one(string from, string to)
    {
        Assert.Contains(from, Call, StringComparison.Ordinal);

        Assert.Equal(Model(Call), Model(Call));
        Assert.Equal(Model(Call).GetHashCode(), Model(Call).GetHashCode());
        Assert.NotEqual(Model(Call), Model(Call.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_model_and_the_generated_code_are_equal()
    {
        var own = Model(Call).ToDefinition();
        var generated = Definition<ScenarioDefinition>(
            GeneratorRun.Over("using Starface.Policy;\nnamespace Sample;\n" + Declarations + Call).Load(), "Call");

        Assert.Equal((own.Id, own.Title), (generated.Id, generated.Title));
        Assert.Equal(own.Steps.Select(Describe), generated.Steps.Select(Describe));

        static (string, Direction, Protocol, PortRange?, string?, string, string) Describe(ScenarioStep step) => (
            step.Service.Id, step.Direction, step.Protocol, step.Ports, step.Host, string.Join(",", step.PeerGroups), step.Symptom);
    }

    private static ScenarioModel Model(string scenario)
    {
        var compilation = GeneratorRun.Compile("using Starface.Policy;\nnamespace Sample;\n" + Declarations + scenario);
        return ScenarioParser.Parse(compilation.GetTypeByMetadataName("Sample.Call")!, [], TestContext.Current.CancellationToken)!;
    }

    private static T Definition<T>(Assembly assembly, string name) =>
        (T)assembly.GetType("Sample." + name)!
            .GetProperty("Definition", BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)!.GetValue(null)!;
}
