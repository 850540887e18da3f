namespace Starface.Drift.Live;

/// <summary>Keeps equal texts once: a fleet's groups have the same rules with the same descriptions a thousand times.</summary>
internal sealed class StringInterner
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The text, the same object for equal ones.</summary>
    public string? Intern(string? text)
    {
        if (text is null) return null;
        if (_known.TryGetValue(text, out var known)) return known;
        _known.Add(text, text);
        return text;
    }
}
