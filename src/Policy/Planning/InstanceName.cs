namespace Starface.Policy.Planning;

/// <summary>
/// Names of instances: they prefix every resource name, so they have only characters that every cloud and Pulumi's own expressions accept.
/// </summary>
internal static class InstanceName
{
    /// <summary>The longest name, so that name and rule fit into 80 characters together.</summary>
    public const int MaximumLength = 50;

    /// <summary>What is wrong with the name of an instance, or null.</summary>
    /// <param name="name">The name.</param>
    internal static Problem? FindProblem(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return Problem.Invalid("The name of the instance is empty", "write a letter, then letters, digits and hyphens");
        if (name!.Length > MaximumLength)
        {
            return Problem.Invalid(
                FormattableString.Invariant($"The instance name '{name}' has {name.Length} characters; the most are {MaximumLength}"));
        }
        var wellFormed = IsLetter(name[0]) && name.All(c => IsLetter(c) || c is (>= '0' and <= '9') or '-') && name[name.Length - 1] != '-';
        return wellFormed
            ? null
            : Problem.Invalid(
                $"'{name}' is not a valid instance name", "write a letter, then letters, digits and hyphens, and no hyphen at the end");
    }

    /// <summary>Returns the name, or throws.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="PolicyException">The text is not a valid instance name.</exception>
    internal static string Require(string name) => FindProblem(name) is { } problem ? throw new PolicyException(problem) : name;

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
}
