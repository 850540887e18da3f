namespace Starface.Policy.Planning;

/// <summary>Names of instances: they prefix every resource name, so they take only what every cloud and Pulumi's own expressions take.</summary>
internal static class InstanceName
{
    /// <summary>The longest name, so that name and rule fit into 80 characters together.</summary>
    public const int MaximumLength = 50;

    /// <summary>Why a text is no instance name, or null when it is one.</summary>
    /// <param name="name">The name.</param>
    public static string? Problem(string? name)
    {
        if (string.IsNullOrEmpty(name)) return "An instance's name is empty: write a letter, then letters, digits and hyphens.";
        if (name!.Length > MaximumLength)
            return FormattableString.Invariant($"The instance name '{name}' has {name.Length} characters: it takes {MaximumLength} at most.");
        var wellFormed = IsLetter(name[0]) && name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '-') && name[name.Length - 1] != '-';
        return wellFormed ? null : $"The instance name '{name}' is not one: write a letter, then letters, digits and hyphens, and no hyphen at the end.";
    }

    /// <summary>Returns the name, or throws.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="PolicyException">The text is no instance name.</exception>
    internal static string Require(string name) => Problem(name) is { } problem ? throw new PolicyException(problem) : name;

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
