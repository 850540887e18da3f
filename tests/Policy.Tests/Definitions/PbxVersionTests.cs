namespace Starface.Policy.Tests.Definitions;

public sealed class PbxVersionTests
{
    [Theory]
    [InlineData("7.0", "7.0.0.0")]
    [InlineData("7.1.2", "7.1.2.0")]
    [InlineData("7.0.0.19", "7.0.0.19")]
    [InlineData("0.0", "0.0.0.0")]
    [InlineData("99999.99999.99999.99999", "99999.99999.99999.99999")]
    public void Two_to_four_numbers_are_a_version_and_the_rest_is_zero(string text, string written)
    {
        Assert.True(PbxVersion.TryParse(text, out var version, out var problem));
        Assert.Null(problem);
        Assert.Equal(written, version.ToString());
        Assert.Equal(version, PbxVersion.Parse(text));
    }

    [Theory]
    [InlineData(null, "'' is not a PBX version; write two to four numbers with dots between them, such as 7.0.0.19")]
    [InlineData("", "'' is not a PBX version; write two to four numbers with dots between them, such as 7.0.0.19")]
    [InlineData("7", "'7' is not a PBX version; write two to four numbers with dots between them, such as 7.0.0.19")]
    [InlineData("7.0.0.1.2", "'7.0.0.1.2' is not a PBX version; write two to four numbers with dots between them, such as 7.0.0.19")]
    [InlineData("7.x", "'7.x' is not a PBX version: its part 'x' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.", "'7.' is not a PBX version: its part '' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.100000", "'7.100000' is not a PBX version: its part '100000' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.01", "'7.01' is not a PBX version: its part '01' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.-1", "'7.-1' is not a PBX version: its part '-1' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.1/", "'7.1/' is not a PBX version: its part '1/' is not a number from 0 to 99999 without leading zeros")]
    [InlineData("7.1:", "'7.1:' is not a PBX version: its part '1:' is not a number from 0 to 99999 without leading zeros")]
    public void What_is_no_version_says_why(string? text, string expected)
    {
        Assert.False(PbxVersion.TryParse(text, out var version, out var problem));
        Assert.Equal(expected, problem.Text);
        Assert.Equal(default, version);
        Assert.Equal(expected + ".", Assert.Throws<FormatException>(() => PbxVersion.Parse(text!)).Message);
    }

    [Theory]
    [InlineData("7.0", "8.0")]
    [InlineData("7.9", "10.0")]
    [InlineData("7.0", "7.1")]
    [InlineData("7.0.1", "7.0.2")]
    [InlineData("7.0.0.8", "7.0.0.19")]
    [InlineData("6.9.9.9", "7.0.0.0")]
    [InlineData("7.0.9.9", "7.1.0.0")]
    [InlineData("7.0.0.9", "7.0.1.0")]
    public void Releases_are_ordered_by_their_numbers_from_the_left(string older, string newer)
    {
        var (first, second) = (PbxVersion.Parse(older), PbxVersion.Parse(newer));

        Assert.True(first < second && first <= second && second > first && second >= first && first != second);
        Assert.False(second < first || second <= first || first > second || first >= second || first == second);
        Assert.True(first.CompareTo(second) < 0 && second.CompareTo(first) > 0);
        Assert.False(first.Equals((object)second));
        Assert.NotEqual(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void The_same_release_written_shorter_is_equal()
    {
        var (first, second) = (PbxVersion.Parse("7.1"), PbxVersion.Parse("7.1.0.0"));

        Assert.True(first == second && first <= second && first >= second && first.Equals((object)second));
        Assert.False(first != second || first < second || first > second || first.Equals((object)"7.1"));
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }
}
