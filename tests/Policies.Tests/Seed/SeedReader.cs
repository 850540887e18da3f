using System.Text.RegularExpressions;

namespace Starface.Policies.Tests.Seed;

/// <summary>Reads the lines of the vendor's text in order and refuses a line that is not what should come next.</summary>
internal sealed class SeedReader
{
    private readonly SeedLine[] _lines;
    private int _next;

    public SeedReader(string text) =>
        _lines = [.. text.ReplaceLineEndings("\n").Split('\n').Select((line, index) => new SeedLine(index + 1, line.Trim()))];

    /// <summary>Whether there are lines left.</summary>
    public bool HasMore => _next < _lines.Length;

    private SeedLine Current => HasMore ? _lines[_next] : new SeedLine(_lines.Length + 1, "(end of the text)");

    /// <summary>Takes the next line if it matches.</summary>
    public (SeedLine Line, Match Match)? TryTake(Regex pattern)
    {
        var match = pattern.Match(Current.Text);
        if (!HasMore || !match.Success) return null;
        return (_lines[_next++], match);
    }

    /// <summary>Takes the next line, which must match.</summary>
    public (SeedLine Line, Match Match) Take(Regex pattern) =>
        TryTake(pattern) ?? throw new FormatException($"The text should go on with '{pattern}', but has {Current}");

    /// <summary>Takes all lines that match, at least one.</summary>
    public List<(SeedLine Line, Match Match)> TakeAll(Regex pattern)
    {
        var taken = new List<(SeedLine, Match)> { Take(pattern) };
        while (TryTake(pattern) is { } one) taken.Add(one);
        return taken;
    }
}
