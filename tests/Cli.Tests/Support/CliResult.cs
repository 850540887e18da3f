namespace Starface.Cli.Tests.Support;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n');

    /// <summary>A problem: exit code 1, no data, and a message with certain words.</summary>
    public void IsError(params string[] words)
    {
        Assert.Equal(1, ExitCode);
        Assert.Equal("", Output);
        foreach (var word in words) Assert.Contains(word, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
    }

    /// <summary>Data that is shown and refused: exit code 1, and a message with certain words.</summary>
    public void IsRefused(params string[] words)
    {
        Assert.Equal(1, ExitCode);
        Assert.NotEqual("", Output);
        foreach (var word in words) Assert.Contains(word, Error, StringComparison.Ordinal);
    }

    /// <summary>Success without a word on the error stream.</summary>
    public CliResult IsFine()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, ExitCode);
        return this;
    }
}
