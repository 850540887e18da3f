using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy;

/// <summary>What ids of services and policies look like. They stand in names of cloud resources, hence the narrow alphabet.</summary>
public static class DeclarationId
{
    /// <summary>The most characters an id has.</summary>
    public const int MaximumLength = 40;

    /// <summary>
    /// Whether a text is an id: lower-case letters <c>a</c> to <c>z</c>, digits and single hyphens, starting with a letter,
    /// not ending with a hyphen, at most <see cref="MaximumLength"/> characters.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="reason">Why it is none and how to mend it; null when it is one.</param>
    public static bool IsValid([NotNullWhen(true)] string? text, [NotNullWhen(false)] out string? reason)
    {
        reason = Fault(text);
        return reason is null;
    }

    private static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "it is empty; write a short name such as 'web-interface'";
        if (text!.Length > MaximumLength)
            return FormattableString.Invariant($"it has {text.Length} characters; the most are {MaximumLength}");
        if (text[0] is < 'a' or > 'z')
            return $"it starts with '{text[0]}'; start with a letter from a to z";
        foreach (var character in text)
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return $"it contains '{character}'; use lower-case letters from a to z, digits and hyphens";
        if (text[text.Length - 1] == '-')
            return "it ends with a hyphen; remove it";
        return text.Contains("--") ? "it contains two hyphens in a row; use one" : null;
    }
}
