using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Starface.Generators.Models;
using Starface.Generators.Parsing;

namespace Starface.Generators.Tests;

public sealed class ModelTests
{
    [Fact]
    public void Equal_sources_give_equal_models()
    {
        var first = Models(Sources.All);
        var second = Models(Sources.All);

        Assert.Equal(4, first.Count);
        Assert.Equal(first, second);
        Assert.Equal(first.Select(model => model.GetHashCode()), second.Select(model => model.GetHashCode()));
    }

    [Theory]
    [InlineData("\"web-interface\"", "\"web\"")]
    [InlineData("Web interface & REST", "Web")]
    [InlineData("Protocol.Tcp, 443", "Protocol.Udp, 443")]
    [InlineData("Protocol.Tcp, 443", "Protocol.Tcp, 444")]
    [InlineData("Protocol.Tcp, 443", "Protocol.Tcp, 443, 444")]
    [InlineData("[Inbound(Protocol.Tcp, 80", "[Outbound(Protocol.Tcp, 80")]
    [InlineData("Setting = \"WebPort\", ", "")]
    [InlineData("Tls.V12", "Tls.V13")]
    [InlineData("Unencrypted = true", "Unencrypted = false")]
    [InlineData("Basis.Stated", "Basis.Inferred")]
    [InlineData("row 80", "row 81")]
    [InlineData("Unencrypted = true", "Host = \"a.example\"")]
    [InlineData("Unencrypted = true", "Unencrypted = true, Addresses = [\"10.0.0.0/8\"]")]
    [InlineData("Unencrypted = true", "Unencrypted = true, Since = \"7.0\"")]
    [InlineData("Unencrypted = true", "Unencrypted = true, Until = \"7.0\"")]
    [InlineData("[Service(", "[Service(Viewpoint = Viewpoint.Phones, id: ")]
    [InlineData("[Service(", "[Needs<WebInterface>, Service(")]
    [InlineData("partial class WebInterface", "partial record WebInterface")]
    [InlineData("namespace Sample;", "namespace Other;")]
    public void A_different_service_gives_a_different_model(string from, string to)
    {
        Assert.Contains(from, Sources.WebInterface, StringComparison.Ordinal);

        Assert.NotEqual(Models(Sources.WebInterface), Models(Sources.WebInterface.Replace(from, to, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Hosted PBX", "PBX")]
    [InlineData("\"cloud-pbx\"", "\"cloud\"")]
    [InlineData("Title = \"Hosted PBX\"", "Title = \"Hosted PBX\", PbxVersion = \"7.0\"")]
    [InlineData("[Allow<Updates>]", "")]
    [InlineData("Allow<Updates>", "Allow<Updates>(NeverCut = true)")]
    [InlineData("Allow<Updates>", "Allow<Updates>(Expires = \"2027-01-31\")")]
    [InlineData("Allow<Updates>", "Allow<Updates>(Ticket = \"OPS-1\")")]
    [InlineData("Because = \"Media", "Because = \"All media")]
    [InlineData("Allow<RtpMedia, SipProviders>", "Allow<RtpMedia, Administrators>")]
    [InlineData("Allow<RtpMedia, SipProviders>", "Allow<WebInterface, SipProviders>")]
    public void A_different_policy_gives_a_different_model(string from, string to)
    {
        Assert.Contains(from, Sources.CloudPbx, StringComparison.Ordinal);
        string[] services = [Sources.WebInterface, Sources.RtpMedia, Sources.Updates];

        Assert.NotEqual(
            Models([.. services, Sources.CloudPbx]),
            Models([.. services, Sources.CloudPbx.Replace(from, to, StringComparison.Ordinal)]));
    }

    [Fact]
    public void Models_hold_nothing_of_the_compiler()
    {
        var run = GeneratorRun.Over([.. Sources.All, Sources.Scenario]);
        var steps = typeof(TrackingNames).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);

        foreach (var output in steps.SelectMany(step => run.Result.TrackedSteps[step]).SelectMany(step => step.Outputs))
            Walk(output.Value, visited);

        Assert.Contains(visited, value => value is RequirementModel);
        Assert.Contains(visited, value => value is CatalogModel);
        Assert.Contains(visited, value => value is ScenarioModel);
    }

    [Fact]
    public void The_walk_through_models_finds_what_it_looks_for() =>
        Assert.Throws<Xunit.Sdk.TrueException>(
            () => Walk(new { Inner = new[] { GeneratorRun.Compile("class A;") } }, new(ReferenceEqualityComparer.Instance)));

    [Fact]
    public void A_model_and_the_generated_code_are_equal()
    {
        var run = GeneratorRun.Over(Sources.All);
        var assembly = run.Load();

        foreach (var service in Models(Sources.All).OfType<ServiceModel>())
        {
            var type = assembly.GetType(service.Type.MetadataName)!;
            var generated = (Starface.Policy.ServiceDefinition)type.GetProperty("Definition")!.GetValue(null)!;
            var own = service.ToDefinition();
            Assert.Equal(own.Requirements.Select(RequirementMembers.Describe), generated.Requirements.Select(RequirementMembers.Describe));
            Assert.Equal(own.Needs, generated.Needs);
            Assert.Equal((own.Id, own.Title, own.Viewpoint), (generated.Id, generated.Title, generated.Viewpoint));
        }
    }

    [Fact]
    public void The_arguments_of_an_allowance_reach_the_policy()
    {
        string[] sources = [Sources.Updates, """
            using Starface.Policy;
            namespace Sample;

            [Service("sip")]
            [Needs<Updates>]
            [Inbound(Protocol.Udp, 5060)]
            public sealed partial class Sip;

            public sealed class Phones : PeerGroup;

            [Policy("cloud")]
            [Allow<Sip, Phones>(NeverCut = true, Because = "Emergency calls", Expires = "2028-02-29", Ticket = "OPS-\"1\"")]
            [Allow<Updates>]
            public sealed partial class Cloud;
            """];
        var generated = (Starface.Policy.PolicyDefinition)GeneratorRun.Over(sources).Load().GetType("Sample.Cloud")!
            .GetProperty("Definition", BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)!.GetValue(null)!;
        var own = Models(sources).OfType<PolicyModel>().Single().ToDefinition();

        Assert.All([generated, own], policy =>
        {
            var first = policy.Allowances[0];
            Assert.Equal(["updates"], first.Service.Needs);
            Assert.Equal(
                (true, "Emergency calls", Starface.Policy.CalendarDate.Parse("2028-02-29"), "OPS-\"1\""),
                (first.NeverCut, first.Because, first.Expires!.Value, first.Ticket));
            Assert.Equal((false, null, null), (policy.Allowances[1].NeverCut, policy.Allowances[1].Expires, policy.Allowances[1].Ticket));
        });
    }

    private static List<object> Models(params string[] sources)
    {
        var compilation = GeneratorRun.Compile(sources);
        var models = new List<object>();
        var types = compilation.GetSymbolsWithName(_ => true, SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (var type in types)
        {
            if (ServiceParser.Parse(type, [], TestContext.Current.CancellationToken) is { } service) models.Add(service);
            if (PolicyParser.Parse(type, [], TestContext.Current.CancellationToken) is { } policy) models.Add(policy);
        }

        return models;
    }

    private static void Walk(object? value, HashSet<object> visited)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !visited.Add(value)) return;
        var isRoslyn = value is ISymbol or Compilation or SemanticModel or Location or AttributeData
            or SyntaxNode or SyntaxTree or SyntaxToken or SyntaxReference;
        Assert.True(!isRoslyn, $"A model holds a {value.GetType()}.");
        if (value is IEnumerable items)
            foreach (var item in items)
                Walk(item, visited);
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(Own))
                if (!field.FieldType.IsPointer)
                    Walk(field.GetValue(value), visited);
    }
}
