namespace Starface.Policy.Review;

/// <summary>Detects placeholder reasons such as <c>todo</c>.</summary>
internal static class ReasonText
{
    /// <summary>What people write where a reason is required and they have none, in lower case and without punctuation.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "a", "asdf", "because", "because i say so", "change me", "changeme", "dummy", "explain", "explanation", "foo", "later", "missing",
        "na", "n a", "needed", "no", "no reason", "none", "ok", "placeholder", "reason", "required", "see above", "some reason", "tbc",
        "temp", "temporary", "test", "to be done", "unknown", "why", "wip", "x", "xx", "xxx", "yes",
    };

    /// <summary>What announces a reason to come, alone or with more text after it.</summary>
    private static readonly HashSet<string> Announcements = new(StringComparer.Ordinal) { "fixme", "tba", "tbd", "todo" };

    /// <summary>Whether a reason is empty, a placeholder, or begins with one that announces a reason to come.</summary>
    /// <param name="because">The reason.</param>
    public static bool IsPlaceholder(string because)
    {
        var words = string.Concat(because.Select(character => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' '))
            .Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 || Announcements.Contains(words[0]) || Placeholders.Contains(string.Join(" ", words));
    }
}
