using System.Text;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>
/// The walk-through of docs/operations.md, walked: its files are written, its commands run in their order, and what stands below them is
/// what they print. A step that changes is taken over with UPDATE_SNAPSHOTS=1.
/// </summary>
public sealed class OperationsTests
{
    private const string Fence = "```";
    private const string Prompt = "$ starface-policy ";
    private const string ExitCode = "exit code ";

    private static readonly string Page = Path.Combine(Checkout.Root, "docs", "operations.md");

    [Fact]
    public void The_page_shows_what_the_tool_prints()
    {
        var written = File.ReadAllText(Page);

        var walked = Walk(written);

        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(Page, walked);
        else Assert.Equal(written, walked);
    }

    [Fact]
    public void The_page_walks_through_the_changes_of_an_instances_life()
    {
        var headings = File.ReadLines(Page).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            [
                "## The first `up`", "## Adding a customer", "## Changing the web port", "## Narrowing RTP while calls run",
                "## Upgrading the PBX from 7.0.0.8 to 7.0.0.19", "## Removing an instance",
            ],
            headings);
        Assert.True(File.ReadLines(Page).Count(line => line.StartsWith(Prompt, StringComparison.Ordinal)) > headings.Count);
    }

    private static string Walk(string page)
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        var walked = new StringBuilder();
        List<string>? block = null;
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            if (block is null)
            {
                walked.Append(line).Append('\n');
                if (line is Fence + "yaml" or Fence + "console") block = [line[Fence.Length..]];
            }
            else if (line == Fence)
            {
                foreach (var shown in block[0] == "yaml" ? WriteFile(folder, block[1..]) : RunCommands(folder, block[1..]))
                    walked.Append(shown).Append('\n');
                walked.Append(line).Append('\n');
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }

        return walked.ToString();
    }

    /// <summary>A file says its name in its first line.</summary>
    private static List<string> WriteFile(TemporaryFolder folder, List<string> lines)
    {
        Assert.StartsWith("# Pulumi.", lines[0], StringComparison.Ordinal);
        folder.Write(lines[0][2..], string.Join('\n', lines) + "\n");
        return lines;
    }

    /// <summary>The commands of a block, each with what it prints: data and messages, and the exit code where it is not 0.</summary>
    private static IEnumerable<string> RunCommands(TemporaryFolder folder, List<string> lines)
    {
        foreach (var command in lines.Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)))
        {
            yield return command;
            var (words, file, head) = Read(command[Prompt.Length..]);
            var result = Tool.RunIn(folder.Environment, words);
            if (file is not null) folder.Write(file, result.Output);
            var printed = (file is null ? result.Output : "") + result.Error;
            foreach (var shown in printed.TrimEnd('\n').Split('\n').Take(head).Where(shown => printed.Length > 0))
                yield return shown.TrimEnd();
            if (result.ExitCode != 0) yield return FormattableString.Invariant($"{ExitCode}{result.ExitCode}");
        }
    }

    /// <summary>The little of a shell that the page uses: <c>&gt; FILE</c> and <c>| head -n N</c>.</summary>
    private static (string[] Words, string? File, int Head) Read(string command)
    {
        var redirected = command.Split(" > ");
        var piped = redirected[0].Split(" | head -n ");
        return (
            piped[0].Split(' '),
            redirected.Length > 1 ? redirected[1] : null,
            piped.Length > 1 ? int.Parse(piped[1], System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue);
    }
}
