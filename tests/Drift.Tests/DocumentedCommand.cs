using System.Text.RegularExpressions;

namespace Starface.Drift.Tests;

/// <summary>A command of a page of documentation, with the output that the page shows below it.</summary>
/// <param name="Arguments">What follows the program's name.</param>
/// <param name="Shown">The lines below it, the exit code among them, each with its end.</param>
internal sealed partial record DocumentedCommand(string Arguments, string Shown)
{
    private const string Fence = "```";
    private const string Prompt = "$ starface-policy ";

    /// <summary>The commands of a page, block by block. A block of a list is indented as the list is.</summary>
    public static IReadOnlyList<DocumentedCommand> Read(string page) =>
        [.. Block().Matches(page).SelectMany(block => OfBlock(block.Groups["text"].Value, block.Groups["indent"].Value))];

    /// <summary>The only block of a page in a language, without its fences.</summary>
    public static string BlockOf(string page, string language)
    {
        var parts = page.Split($"\n{Fence}{language}\n");
        Assert.Equal(2, parts.Length);
        return parts[1][..(parts[1].IndexOf($"\n{Fence}", StringComparison.Ordinal) + 1)];
    }

    private static IEnumerable<DocumentedCommand> OfBlock(string text, string indent)
    {
        var lines = text.Split('\n').Select(line => Outdented(line, indent)).ToList();
        Assert.StartsWith(Prompt, lines[0], StringComparison.Ordinal);
        for (var start = 0; start < lines.Count;)
        {
            var end = lines.FindIndex(start + 1, line => line.StartsWith("$ ", StringComparison.Ordinal));
            if (end < 0) end = lines.Count;
            Assert.StartsWith(Prompt, lines[start], StringComparison.Ordinal);
            yield return new DocumentedCommand(
                lines[start][Prompt.Length..], string.Concat(lines[(start + 1)..end].Select(line => line + "\n")));
            start = end;
        }
    }

    private static string Outdented(string line, string indent)
    {
        if (line.Length == 0) return line;
        Assert.StartsWith(indent, line, StringComparison.Ordinal);
        return line[indent.Length..];
    }

    [GeneratedRegex(
        @"^(?<indent> *)```console\n(?<text>.*?)\n\k<indent>```$",
        RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
