namespace Starface.Policy.Tests.Problems;

public sealed class ProblemTests
{
    private static readonly Problem s_cloud = Problem.Error("SFP5005", "Unknown cloud 'x'", "use aws or azure");

    [Fact]
    public void A_problem_is_described_with_its_place_its_fix_and_one_full_stop()
    {
        Assert.Equal("Unknown cloud 'x'; use aws or azure.", s_cloud.Describe());
        Assert.Equal("Unknown cloud 'x'.", (s_cloud with { Fix = null }).Describe());
        Assert.Equal("Unknown cloud 'x'; did you mean 'y'?", (s_cloud with { Fix = "did you mean 'y'?" }).Describe());
        Assert.Equal(
            "starface:cloud: Unknown cloud 'x'; use aws or azure.",
            (s_cloud with { Place = new Place { Key = "starface:cloud" } }).ToString());
        Assert.Equal("Unknown cloud 'x'; use aws or azure", s_cloud.Text);
    }

    [Theory]
    [InlineData("a.yaml", 3, 5, "key", "a.yaml:3:5: key")]
    [InlineData("a.yaml", 3, null, null, "a.yaml:3")]
    [InlineData("a.yaml", null, null, "key", "a.yaml: key")]
    [InlineData(null, 3, 5, "key", "line 3, column 5: key")]
    [InlineData(null, 3, null, null, "line 3")]
    [InlineData(null, null, null, "--peer", "--peer")]
    public void A_place_is_written_as_editors_read_it(string? file, int? line, int? column, string? key, string text) =>
        Assert.Equal(text, new Place { File = file, Line = line, Column = column, Key = key }.ToString());

    [Fact]
    public void An_exception_carries_its_problems_and_lists_them_in_its_message()
    {
        var exception = new PolicyException([s_cloud, s_cloud with { Fix = null }]);

        Assert.Equal([s_cloud, s_cloud with { Fix = null }], exception.Problems);
        Assert.Equal("Unknown cloud 'x'; use aws or azure.\nUnknown cloud 'x'.", exception.Message);
    }
}
