namespace Starface.Generators.Tests;

public sealed class SnapshotTests
{
    [Theory]
    [InlineData("Sample.WebInterface")]
    [InlineData("Sample.RtpMedia")]
    [InlineData("Sample.Updates")]
    [InlineData("Sample.CloudPbx")]
    [InlineData("Sample.Catalog")]
    public void What_is_generated_for_the_sample_is_as_reviewed(string name)
    {
        var run = GeneratorRun.Over(Sources.All);

        Snapshot.Match(run.Text(name + ".g.cs"), name);
    }

    [Fact]
    public void What_is_generated_for_the_sample_compiles_without_a_warning()
    {
        var run = GeneratorRun.Over(Sources.All);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Complaints);
    }
}
