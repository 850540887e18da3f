using System.Collections.Immutable;
using Starface.Policy.Explanations;

namespace Starface.Policy.Expectations;

/// <summary>The guardrails of a fleet.</summary>
/// <param name="Entries">The guardrails, in the order of the file.</param>
internal sealed record Guardrails(ImmutableArray<Guardrail> Entries)
{
    /// <summary>The file with them, in the folder of the project.</summary>
    public const string FileName = "guardrails.yaml";

    /// <summary>The name with the other usual ending of such files.</summary>
    private const string OtherFileName = "guardrails.yml";

    /// <summary>A file that would be overlooked: it has the other usual ending, or capital letters.</summary>
    /// <param name="names">The names of the files of a folder.</param>
    public static string? FindOverlooked(IEnumerable<string> names) => names
        .Where(name => !string.Equals(name, FileName, StringComparison.Ordinal))
        .OrderBy(name => name, StringComparer.Ordinal)
        .FirstOrDefault(name => string.Equals(name, FileName, StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, OtherFileName, StringComparison.OrdinalIgnoreCase));

    /// <summary>No guardrails.</summary>
    public static Guardrails None { get; } = new(ImmutableArray<Guardrail>.Empty);

    /// <summary>
    /// The guardrails that an instance breaks, and those of which it cannot be known: the members of a name that a rule is for are not.
    /// </summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="surroundings">What the instance's cloud adds to it.</param>
    public IEnumerable<Problem> FindBroken(FirewallPolicy policy, Surroundings surroundings)
    {
        if (Entries.IsEmpty) yield break;
        var instance = new GuardedInstance(policy, surroundings);
        foreach (var breach in Entries.Select(instance.FindBreach).OfType<GuardrailBreach>())
            yield return breach.ToProblem("change the policy or the peers of the instance", "give prefixes in place of names");
    }
}
