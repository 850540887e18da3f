using System.Text.RegularExpressions;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>docs/testing.md shows what the commands say, and C# that is compiled and run here.</summary>
public sealed partial class TestingPageTests
{
    private const string Instance =
        """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:peers:
            administrators: [203.0.113.0/26]
            phones: [198.51.100.0/24]
            sip-providers: [192.0.2.128/25]
            resolvers: [cloud]
            time-servers: [cloud]

        """;

    private static readonly string s_page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "testing.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_tests_of_the_page_are_run_and_one_fails_as_it_says()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.customer-01.yaml", Instance + Block("yaml")["config:\n".Length..]);

        var result = Tool.RunIn(folder.Environment with { TerminalWidth = 100 }, "check", "--stack", "customer-01", "--quiet");

        Assert.Equal(Block("console"), "$ starface-policy check --stack customer-01 --quiet\n" + result.Output);
    }

    [Fact]
    public void The_code_of_the_page_is_compiled_and_run() => Assert.EndsWith(
        Block("csharp"),
        File.ReadAllText(Path.Combine(Checkout.Root, "tests", "Cli.Tests", "TestingPageExample.cs")).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);

    private static string Block(string language) =>
        Blocks().Matches(s_page).First(match => match.Groups[1].Value == language).Groups[2].Value;

    [GeneratedRegex("^```(\\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
