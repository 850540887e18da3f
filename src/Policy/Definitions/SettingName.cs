using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy;

/// <summary>The form of the names of settings. A setting is a property of the policy class, so its name is a C# identifier.</summary>
internal static class SettingName
{
    /// <summary>The maximum length of a name.</summary>
    public const int MaximumLength = 40;

    /// <summary>Members that every policy class already has.</summary>
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Arguments", "Create", "Definition", "Digest", "Equals", "Finalize", "Findings", "Flows", "GetHashCode", "GetSetting", "GetType",
        "Hosts", "Id",
        "MemberwiseClone", "PbxVersion", "Peers", "ReferenceEquals", "Requirements", "Rules", "SetSetting", "ToString",
    };

    /// <summary>
    /// Whether a text is a setting's name: letters and digits of ASCII, starting with an upper-case letter, at most
    /// <see cref="MaximumLength"/> characters, and not the name of another member of policy classes.
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
            return Problem.Invalid("it is empty", "write a name such as 'WebPort' or leave it out");
        if (text!.Length > MaximumLength)
            return Problem.Invalid(FormattableString.Invariant($"it has {text.Length} characters; the most are {MaximumLength}"));
        if (text[0] is < 'A' or > 'Z')
            return Problem.Invalid($"it starts with '{text[0]}'", "start with an upper-case letter from A to Z");
        foreach (var character in text)
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
                return Problem.Invalid($"it contains '{character}'", "use letters from A to Z and digits");
        return Taken.Contains(text)
            ? Problem.Invalid($"every policy already has a member '{text}'", $"choose another name, such as '{text}Port'")
            : null;
    }
}
