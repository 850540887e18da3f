using Microsoft.CodeAnalysis;

namespace Starface.Structure.Tests;

public class FolderTreeTests
{
    // Cycles that are still to be removed, exactly as they are: the line of a project changes with them and goes when it is a tree.
    private static readonly Dictionary<string, string> KnownCycles = new()
    {
        ["Policy"] = "Definitions, Rules",
        ["Generators"] = "., Checks, Parsing",
    };

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

        var known = KnownCycles.GetValueOrDefault(name, "");
        if (graph.DescribeCycles() == known)
            return;

        Assert.Fail($"""
            Folders of {name} refer to each other in circles:
            {graph.ExplainCycles()}
            Known for {name} in {nameof(FolderTreeTests)}.{nameof(KnownCycles)}: {(known.Length == 0 ? "none" : known)}
            Found: {(graph.Cycles.Count == 0 ? "none" : graph.DescribeCycles())}
            """);
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
