namespace Starface.Policy.Clouds;

/// <summary>What a cloud accepts as tags of a group.</summary>
/// <param name="Most">The most tags that an instance can have beside the planner's own.</param>
/// <param name="LongestKey">The most characters of a key.</param>
/// <param name="LongestValue">The most characters of a value.</param>
internal sealed record TagRules(int Most, int LongestKey, int LongestValue)
{
    private const string OwnPrefix = "starface-policy:";

    /// <summary>Whether keys that differ in letter case alone are the same.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>The prefix of keys that the cloud keeps for itself, in any letter case, or null.</summary>
    public string? ReservedPrefix { get; init; }

    /// <summary>The characters that a key cannot have.</summary>
    public string ForbiddenInKeys { get; init; } = "";

    /// <summary>What is wrong with a tag, or null.</summary>
    /// <param name="cloud">The cloud, for the message.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The tag's value.</param>
    public Problem? FindProblem(CloudTarget cloud, string key, string value)
    {
        if (key.Length == 0) return Problem.Invalid("The key of a tag is empty", "write a key");
        if (IsReserved(key)) return Problem.Invalid($"The tag '{key}' begins with a reserved prefix", "choose another key");
        if (LengthOf(key) > LongestKey) return TooLong(cloud, "key", key, LongestKey);
        if (LengthOf(value) > LongestValue) return TooLong(cloud, $"value of the tag '{key}',", value, LongestValue);
        return key.IndexOfAny(ForbiddenInKeys.ToCharArray()) is >= 0 and var at
            ? Problem.Invalid($"The key of the tag '{key}' has '{key[at]}', which {cloud.Name} does not accept in keys", "remove it")
            : null;
    }

    private bool IsReserved(string key) =>
        key.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase)
        || (ReservedPrefix is not null && key.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase));

    private static Problem TooLong(CloudTarget cloud, string what, string text, int most) => Problem.Invalid(FormattableString.Invariant(
        $"The {what} '{text}' has {LengthOf(text)} characters; the most on {cloud.Name} are {most}"));

    /// <summary>The clouds count characters of Unicode, of which some are two of a string's.</summary>
    private static int LengthOf(string text) => text.Count(character => !char.IsLowSurrogate(character));
}
