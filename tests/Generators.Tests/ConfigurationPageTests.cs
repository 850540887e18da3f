using Starface.Policy.Problems;

namespace Starface.Generators.Tests;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void Every_id_of_configuration_has_its_row_on_its_page()
    {
        var page = Checkout.Read("docs/diagnostics/configuration.md");
        var ids = ProblemTable.Kinds.Where(kind => kind.Category == ProblemTable.Configuration).Select(kind => kind.Id).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"\n| {id} | ", page, StringComparison.Ordinal));
    }
}
