using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class DiagnosticPageTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> All =
    [
        .. typeof(PortAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .Distinct(),
    ];

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_has_the_page_its_link_names(string id)
    {
        var descriptor = All.First(descriptor => descriptor.Id == id);
        var page = Checkout.Read($"docs/diagnostics/{id}.md");

        Assert.Equal($"docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.All(["## Cause", "## Wrong", "## Right", "## When to suppress"], heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_id_is_reported_by_an_analyzer()
    {
        var ids = typeof(DiagnosticIds).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(ids.Order(StringComparer.Ordinal), All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
