using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

/// <summary>What a terminal or a build service shows without doing anything.</summary>
internal static class Harmless
{
    /// <summary>No character moves the cursor or hides others, and nothing with "pwn" in it is a command.</summary>
    public static void Assert(string shown)
    {
        Xunit.Assert.DoesNotContain(shown.EnumerateRunes(), rune => rune.Value != '\n' && SafeText.IsInvisible(rune));
        Xunit.Assert.DoesNotContain("##vso[task.setvariable variable=pwn", shown, StringComparison.Ordinal);
        Xunit.Assert.DoesNotContain("##[pwn", shown, StringComparison.Ordinal);
        var commands = shown.Split('\n')
            .Select(line => line.TrimStart())
            .Where(line => line is [':', ':', var c, ..] && char.IsAsciiLetter(c));
        foreach (var line in commands)
            Xunit.Assert.Matches("^::(?:error|warning|notice) (?:file=[^:]*,)?title=[^:]*::(?!pwn)", line);
    }
}
