using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Starface.Policy.Rules;

namespace Starface.Generators.Tests;

public sealed class DiagnosticPageTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> All =
        [.. Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct()];

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

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_of_a_page_gives_its_message_and_nothing_else(string id)
    {
        var page = DiagnosticPage.Of(id);

        var messages = await MessagesOf(page.Wrong);

        if (Snapshot.IsUpdated) File.WriteAllText(Path.Combine(Checkout.Root, $"docs/diagnostics/{id}.md"), DiagnosticPage.Text(id).Replace(page.Message, messages.First(), StringComparison.Ordinal));
        else Assert.Equal([page.Message], messages);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_of_a_page_gives_no_message(string id) =>
        Assert.Empty(await MessagesOf(DiagnosticPage.Of(id).Right));

    [Fact]
    public void Pages_with_examples_are_those_of_what_the_compiler_reports() => Assert.Equal(Ids.Select(row => row.Data), DiagnosticPage.Ids);

    [Fact]
    public void What_is_found_when_planning_alone_has_a_page_too()
    {
        var found = typeof(FindingIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Except(Ids.Select(row => row.Data), StringComparer.Ordinal).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, id =>
        {
            var page = Checkout.Read($"docs/diagnostics/{id}.md");
            Assert.StartsWith($"# {id}: ", page, StringComparison.Ordinal);
            Assert.All(["\nFound when planning.\n", "\n## Cause\n", $" {id}: ", "\n## Mend\n", "\n## When to suppress\n"], part => Assert.Contains(part, page, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_page_belongs_to_an_id()
    {
        var pages = Directory.GetFiles(Path.Combine(Checkout.Root, "docs/diagnostics"), "SFP*.md").Select(file => Path.GetFileNameWithoutExtension(file)!);
        var ids = typeof(FindingIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Concat(Ids.Select(row => row.Data));

        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_id_has_its_line_in_the_release_notes_of_the_analyzers()
    {
        var notes = Checkout.Read("src/Generators/AnalyzerReleases.Unshipped.md") + Checkout.Read("src/Generators/AnalyzerReleases.Shipped.md");

        Assert.All(All, descriptor => Assert.Contains($"\n{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}, ", notes, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_id_is_reported_by_an_analyzer()
    {
        var ids = typeof(DiagnosticIds).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(ids.Order(StringComparer.Ordinal), All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> MessagesOf(string source)
    {
        var run = GeneratorRun.Over(source);
        var errors = run.Output.GetDiagnostics(TestContext.Current.CancellationToken).AddRange(await Analysis.Run(run.Output));
        return errors
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("SFP", StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
