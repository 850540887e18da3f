using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

/// <summary>What a terminal or a build service shows without doing anything.</summary>
internal static class Harmless
{
    /// <summary>No character moves the cursor or hides others, and nothing with "pwn" in it is a command.</summary>
    public static void Assert(string shown)
    {
        foreach (var rune in shown.EnumerateRunes())
        {
            if (rune.Value != '\n' && SafeText.IsInvisible(rune))
                Xunit.Assert.Fail(FormattableString.Invariant($"U+{rune.Value:X4} is shown: {shown[..Math.Min(shown.Length, 1500)]}"));
        }

        Xunit.Assert.DoesNotContain("##vso[task.setvariable variable=pwn", shown, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("##[pwn", shown, StringComparison.Ordinal);
        var commands = shown.Split('\n')
            .Select(line => line.TrimStart())
            .Where(line => line is [':', ':', var c, ..] && char.IsAsciiLetter(c));
        foreach (var line in commands)
            Xunit.Assert.Matches("^::(?:error|warning|notice) (?:file=[^:]*,)?title=[^:]*::(?!pwn)", line);
    }
}
