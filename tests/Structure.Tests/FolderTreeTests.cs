using Microsoft.CodeAnalysis;

namespace Starface.Structure.Tests;

public class FolderTreeTests
{
    public static TheoryData<string> Projects => [.. SourceProject.All.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Sources_bind_without_an_error(string name)
    {
        var diagnostics = SourceProject.For(name).Compilation.GetDiagnostics(TestContext.Current.CancellationToken);
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_source_file_is_compiled(string name)
    {
        var project = SourceProject.For(name);
        var compiled = project.Compilation.SyntaxTrees.Select(tree => tree.FilePath).Where(File.Exists).ToHashSet();

        var missing = Directory.EnumerateFiles(project.Folder, "*.cs", SearchOption.AllDirectories).Where(file => !compiled.Contains(file));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_are_a_tree(string name)
    {
        var graph = SourceProject.For(name).Graph;
        Assert.NotEmpty(graph.Folders);

        Assert.True(graph.DescribeCycles().Length == 0, $"Folders of {name} refer to each other in circles:\n{graph.ExplainCycles()}");
    }

    [Fact]
    public void The_page_draws_which_folder_of_the_rules_uses_which()
    {
        var project = SourceProject.For("Policy");
        var page = File.ReadAllText(Path.Combine(project.Folder, "../../docs/architecture.md"));
        const string start = "flowchart LR\n";
        var drawn = page[(page.IndexOf(start, StringComparison.Ordinal) + start.Length)..];
        var drawing = new FolderDrawing(drawn[..drawn.IndexOf("```", StringComparison.Ordinal)]);
        var uses = project.Graph.Edges
            .Select(edge => (From: drawing.NodeOf(edge.To), To: drawing.NodeOf(edge.From)))
            .Where(arrow => arrow.From != arrow.To)
            .ToHashSet();

        Use.AssertNone(
            "docs/architecture.md lacks an arrow, from what is used to its user",
            uses.Where(arrow => !drawing.Leads(arrow.From, arrow.To)).Cast<object>());
        Use.AssertNone("docs/architecture.md draws what is not used", drawing.Arrows.Except(uses).Cast<object>());
    }

    /// <summary>Leaves the graph of every project beside the tests, for people.</summary>
    [Fact]
    public void The_graph_is_written_for_people()
    {
        var graphs = SourceProject.All.Select(project => $"{project.Name}\n{project.Graph.Describe()}{project.Graph.ExplainCycles()}");
        var text = string.Join("\n", graphs);

        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "graph.txt"), text);

        Assert.All(SourceProject.All, project => Assert.Contains(project.Name, text));
    }
}
