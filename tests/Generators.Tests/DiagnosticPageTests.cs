using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Starface.Policy.Problems;

namespace Starface.Generators.Tests;

public sealed class DiagnosticPageTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> All =
        [.. Analysis.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct()];

    public static TheoryData<string> Ids =>
        [.. All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_diagnostic_has_the_page_its_link_names(string id)
    {
        var descriptor = All.First(descriptor => descriptor.Id == id);
        var page = Checkout.Read($"docs/diagnostics/{id}.md");

        Assert.True(Uri.TryCreate(descriptor.HelpLinkUri, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps);
        Assert.Equal(DiagnosticPage.Link(id), descriptor.HelpLinkUri);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.All(
            ["## Cause", "## Wrong", "## Right", "## When to suppress"],
            heading => Assert.Contains($"\n{heading}\n", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_of_a_page_gives_its_message_and_nothing_else(string id)
    {
        var page = DiagnosticPage.Of(id);

        var messages = await MessagesOf(page.Wrong);

        if (Snapshot.IsUpdated)
        {
            File.WriteAllText(
                Path.Combine(Checkout.Root, $"docs/diagnostics/{id}.md"),
                DiagnosticPage.Text(id).Replace(page.Message, messages.First(), StringComparison.Ordinal));
            return;
        }

        Assert.Equal([page.Message], messages);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_of_a_page_gives_no_message(string id) =>
        Assert.Empty(await MessagesOf(DiagnosticPage.Of(id).Right));

    [Fact]
    public void Every_id_has_a_row_in_the_table_of_problems()
    {
        var ids = typeof(ProblemIds).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(ids, ProblemTable.Kinds.Select(kind => kind.Id));
    }

    [Fact]
    public void What_the_table_says_the_compiler_reports_is_what_the_analyzers_support() =>
        Assert.Equal(
            ProblemTable.Kinds.Where(kind => kind.IsReportedByCompiler).Select(kind => kind.Id),
            All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Pages_with_examples_are_those_of_what_the_compiler_reports() =>
        Assert.Equal(Ids.Select(row => row.Data), DiagnosticPage.Ids);

    [Fact]
    public void What_is_found_when_planning_alone_has_a_page_too()
    {
        var found = ProblemTable.Kinds.Where(kind => !kind.IsReportedByCompiler && !SharesPage(kind)).ToList();

        Assert.NotEmpty(found);
        Assert.All(found, kind =>
        {
            var page = Checkout.Read($"docs/diagnostics/{kind.Id}.md");
            Assert.StartsWith($"# {kind.Id}: {kind.Title}\n", page, StringComparison.Ordinal);
            string[] parts = ["\nFound when planning.\n", "\n## Cause\n", $" {kind.Id}: ", "\n## Fix\n", "\n## When to suppress\n"];
            Assert.All(parts, part => Assert.Contains(part, page, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Every_page_belongs_to_an_id_and_has_its_line_on_the_first_page()
    {
        var pages = Directory.GetFiles(Path.Combine(Checkout.Root, "docs/diagnostics"), "SFP*.md")
            .Select(file => Path.GetFileNameWithoutExtension(file)!);
        var kinds = ProblemTable.Kinds.Where(kind => !SharesPage(kind)).ToList();
        var lines = Checkout.Read("docs/diagnostics/README.md")
            .Split('\n')
            .Where(line => line.StartsWith("| [SFP", StringComparison.Ordinal));

        Assert.Equal(kinds.Select(kind => kind.Id), pages.Order(StringComparer.Ordinal));
        Assert.Equal(kinds.Select(kind => $"| [{kind.Id}]({kind.Id}.md) | {kind.Title} |"), lines);
    }

    [Fact]
    public void The_release_notes_of_the_analyzers_have_one_line_for_each_id_they_report()
    {
        var notes = Checkout.Read("src/Generators/AnalyzerReleases.Shipped.md")
            + Checkout.Read("src/Generators/AnalyzerReleases.Unshipped.md");
        var lines = notes.Split('\n').Where(line => line.StartsWith("SFP", StringComparison.Ordinal));
        var expected = Analysis.Analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics.Select(descriptor => (descriptor, analyzer.GetType().Name)))
            .OrderBy(row => row.descriptor.Id, StringComparer.Ordinal)
            .ThenBy(row => row.Name, StringComparer.Ordinal)
            .DistinctBy(row => row.descriptor.Id)
            .Select(row => $"{row.descriptor.Id} | {row.descriptor.Category} | {row.descriptor.DefaultSeverity} | "
                + $"{row.descriptor.Title}, [{row.Name}](../../docs/diagnostics/{row.descriptor.Id}.md)");

        Assert.Equal(expected, lines);
    }

    private static async Task<IEnumerable<string>> MessagesOf(string source)
    {
        var run = GeneratorRun.Over(source);
        var errors = run.Output.GetDiagnostics(TestContext.Current.CancellationToken).AddRange(await Analysis.Run(run.Output));
        return errors
            .Where(diagnostic =>
                diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("SFP", StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: "
                + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static bool SharesPage(ProblemKind kind) =>
        kind.Category is ProblemTable.Configuration or ProblemTable.Comparison or ProblemTable.Names or ProblemTable.Demands;
}
