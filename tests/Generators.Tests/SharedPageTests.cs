using Starface.Policy.Problems;

namespace Starface.Generators.Tests;

/// <summary>Kinds of problems that share a page: those of a configuration, of a comparison with a cloud, of names, and of tests.</summary>
public sealed class SharedPageTests
{
    [Theory]
    [InlineData("configuration.md", ProblemTable.Configuration)]
    [InlineData("comparison.md", ProblemTable.Comparison)]
    [InlineData("names.md", ProblemTable.Names)]
    [InlineData("demands.md", ProblemTable.Demands)]
    public void Every_id_has_its_row_on_the_page_of_its_category(string name, string category)
    {
        var page = Checkout.Read($"docs/diagnostics/{name}");
        var ids = ProblemTable.Kinds.Where(kind => kind.Category == category).Select(kind => kind.Id).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"\n| {id} | ", page, StringComparison.Ordinal));
    }
}
