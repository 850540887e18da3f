using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy;

/// <summary>The form of the ids of services and policies. Cloud resources have them in their names, so few characters are valid.</summary>
internal static class DeclarationId
{
    /// <summary>The maximum length of an id.</summary>
    public const int MaximumLength = 40;

    /// <summary>
    /// Whether a text is an id: lower-case letters <c>a</c> to <c>z</c>, digits and single hyphens, starting with a letter,
    /// not ending with a hyphen, at most <see cref="MaximumLength"/> characters.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Why the text is invalid and how to fix it: a sentence about "it". Null when the text is valid.</param>
    public static bool IsValid([NotNullWhen(true)] string? text, [NotNullWhen(false)] out Problem? problem)
    {
        problem = Find(text);
        return problem is null;
    }

    private static Problem? Find(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Problem.Invalid("it is empty", "write a short name such as 'web-interface'");
        if (text!.Length > MaximumLength)
            return Problem.Invalid(FormattableString.Invariant($"it has {text.Length} characters; the most are {MaximumLength}"));
        if (text[0] is < 'a' or > 'z')
            return Problem.Invalid($"it starts with '{text[0]}'", "start with a letter from a to z");
        foreach (var character in text)
            if (character is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                return Problem.Invalid($"it contains '{character}'", "use lower-case letters from a to z, digits and hyphens");
        if (text[text.Length - 1] == '-')
            return Problem.Invalid("it ends with a hyphen", "remove it");
        return text.Contains("--") ? Problem.Invalid("it contains two hyphens in a row", "use one") : null;
    }
}
