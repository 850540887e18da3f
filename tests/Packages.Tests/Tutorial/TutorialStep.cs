using System.Text.RegularExpressions;

namespace Starface.Packages.Tests.Tutorial;

/// <summary>A block of docs/tutorial.md: a file that a reader writes, or commands that a reader runs.</summary>
/// <param name="File">The file, or null for commands.</param>
/// <param name="Text">The text of the file, or the commands, one in each line.</param>
/// <param name="Shown">What the page shows below the command; null where it shows nothing.</param>
internal sealed partial record TutorialStep(string? File, string Text, string? Shown)
{
    /// <summary>The path of the page in the checkout.</summary>
    public const string Page = "docs/tutorial.md";

    /// <summary>The steps of a page, in order.</summary>
    public static IReadOnlyList<TutorialStep> Read(string page) =>
    [
        .. Block().Matches(page).Select(block =>
        {
            var text = block.Groups["text"].Value;
            if (block.Groups["file"].Success) return new TutorialStep(block.Groups["file"].Value, text, null);
            if (block.Groups["kind"].Value == "sh") return new TutorialStep(null, text, null);
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            return new TutorialStep(null, text[2..end], text[(end + 1)..]);
        }),
    ];

    /// <summary>The page with other outputs of its commands.</summary>
    /// <param name="page">The page.</param>
    /// <param name="shown">What each command printed, in the order of the page.</param>
    public static string Rewrite(string page, IEnumerable<string> shown)
    {
        var outputs = new Queue<string>(shown);
        return Console().Replace(page, block => $"```console\n{block.Groups["command"].Value}\n{outputs.Dequeue()}```\n");
    }

    [GeneratedRegex(
        @"(?:^`(?<file>[^`]+)`:\n\n)?^```(?<kind>csharp|yaml|sh|console)\n(?<text>.*?)^```\n",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```console\n(?<command>\$ [^\n]*)\n.*?^```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Console();
}
