using Starface.Policy.Rules;

namespace Starface.Generators.Tests;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void Every_id_of_configuration_has_its_row_on_its_page()
    {
        var page = Checkout.Read("docs/diagnostics/configuration.md");
        var ids = typeof(ConfigurationIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"\n| {id} | ", page, StringComparison.Ordinal));
    }
}
