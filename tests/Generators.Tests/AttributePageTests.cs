using Microsoft.CodeAnalysis;

namespace Starface.Generators.Tests;

public sealed class AttributePageTests
{
    public static TheoryData<string> Names => [.. AttributePage.Symbols.Select(symbol => symbol.ToDisplayString())];

    [Fact]
    public void The_page_says_what_the_documentation_comments_say()
    {
        var page = AttributePage.Write();

        if (Snapshot.IsUpdated) File.WriteAllText(Path.Combine(Checkout.Root, AttributePage.Path), page);
        Assert.Equal(Checkout.Read(AttributePage.Path), page);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attribute_and_each_member_says_what_the_clouds_make_of_it_and_has_an_example_that_compiles(string name)
    {
        var symbol = AttributePage.Symbols.Single(symbol => symbol.ToDisplayString() == name);
        var example = AttributePage.Example(symbol);

        // Attributes of an assembly come before its namespaces.
        var isOfAssembly = example.Contains("[assembly:", StringComparison.Ordinal);
        var source = isOfAssembly ? $"{example}\nnamespace Sample;" : $"namespace Sample;\n{Complete(example)}";
        var output = GeneratorRun.Over($"using Starface.Policy; using Starface.Policies; {source}").Output;

        Assert.Matches("cloud|AWS.*Azure", AttributePage.Documentation(symbol).Element("remarks")?.Value.ReplaceLineEndings(" ") ?? "");
        Assert.Contains(symbol is INamedTypeSymbol ? "[" : symbol.Name, Mentioned(symbol, example), StringComparison.Ordinal);
        var problems = output.GetDiagnostics(TestContext.Current.CancellationToken).AddRange(await Analysis.Run(output));
        Assert.DoesNotContain(problems, problem => problem.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>What is given to the constructor is not named in an example.</summary>
    private static string Mentioned(ISymbol symbol, string example) =>
        symbol is IPropertySymbol { SetMethod: null } ? example + symbol.Name : example;

    private static string Complete(string example)
    {
        if (Has("class ")) return example;
        const string Step = "Step<Sip, Phones>(Direction.Inbound, Protocol.Udp, 5060, Symptom = \"No call\")";
        var before = Has("[Service(") || Has("[Policy(") ? ""
            : Has("[Scenario(") ? $"[{Step}] "
            : Has("[Substitute<") ? $"[Scenario(\"example\", Title = \"Example\"), {Step}] "
            : Has("[Step<") ? "[Scenario(\"example\", Title = \"Example\")] "
            : Has("bound(") ? "[Service(\"example\")] "
            : Has("RemoteHost") ? "[Service(\"example\"), Outbound(Protocol.Tcp, 443)] "
            : "[Policy(\"example\")] ";
        return $"{before}{example} public sealed partial class Example;";

        bool Has(string text) => example.Contains(text, StringComparison.Ordinal);
    }
}
