using System.Text.RegularExpressions;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// docs/guardrails.md: its file is read, its stack breaks one guardrail as the page shows, and each short example is a guardrail.
/// UPDATE_SNAPSHOTS=1 writes what the command says.
/// </summary>
public sealed partial class GuardrailsPageTests
{
    private static readonly string s_path = Path.Combine(Checkout.Root, "docs", "guardrails.md");
    private static readonly string s_page = File.ReadAllText(s_path).ReplaceLineEndings("\n");

    [Fact]
    public void The_page_shows_what_check_says_of_its_files()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("guardrails.yaml", Block("yaml", 0));
        folder.Write("Pulumi.customer-01.yaml", Block("yaml", 1));

        var result = Tool.RunIn(folder.Environment with { TerminalWidth = 100 }, "check", "--stack", "customer-01", "--quiet");

        var shown = "$ starface-policy check --stack customer-01 --quiet\n" + result.Output;
        if (System.Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            File.WriteAllText(s_path, s_page.Replace(Block("console", 0), shown, StringComparison.Ordinal));
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(Block("console", 0), shown);
    }

    [Fact]
    public void Each_example_of_the_table_is_a_guardrail()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.one.yaml", StackText.Good);
        var examples = Rows().Matches(s_page).Select(row => row.Groups[1].Value).ToList();
        Assert.Equal(4, examples.Count);

        foreach (var example in examples)
        {
            var flows = example.StartsWith("never", StringComparison.Ordinal) ? "" : "flows: inbound tcp 22\n    ";
            folder.Write("guardrails.yaml", $"guardrails:\n  - {flows}{example}\n");
            Tool.RunIn(folder.Environment, "check").IsFine();
        }
    }

    private static string Block(string language, int index) =>
        Blocks().Matches(s_page).Where(match => match.Groups[1].Value == language).ElementAt(index).Groups[2].Value;

    [GeneratedRegex("^```(\\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^\\| `((?:never|only-from|at-most|must-expire): [^`]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
