using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>
/// The configuration that Pulumi's engine hands to a program: the stack's own keys, and the project's for those that the stack does not
/// have. Whole values count; maps are not merged.
/// </summary>
internal static class EngineConfig
{
    private const string SecureKey = "secure";
    private const string OldInfix = "config";

    /// <summary>The values by their keys with namespaces.</summary>
    /// <param name="stack">The stack's keys as they are written.</param>
    /// <param name="project">The project, or null where it is not known.</param>
    /// <param name="file">The stack's file, for messages.</param>
    /// <exception cref="UsageException">The engine refuses a key or a value.</exception>
    public static ConfigMap Merge(ConfigMap stack, ProjectFile? project, string file)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var known = new Dictionary<string, ConfigEntry>(StringComparer.Ordinal);
        foreach (var entry in stack.Entries)
        {
            var received = new ConfigEntry(FullKey(entry, project?.Name), ToTop(entry.Value), entry.Place);
            if (!known.TryAdd(received.Key, received))
            {
                throw new UsageException(
                    Problem.Error(
                        ProblemIds.Duplicate,
                        $"'{entry.Key}' is the same key as '{received.Key}'"
                            + FormattableString.Invariant($" on line {known[received.Key].Place?.Line}"),
                        "keep one of the two") with
                    { Place = entry.Place });
            }

            entries.Add(received);
        }

        var problems = new List<Problem>();
        foreach (var key in project?.Keys ?? [])
        {
            RejectPath(key);
            var value = known.TryGetValue(key.Name, out var own) ? own.Value : key.Value is { } given ? ToTop(given) : null;
            if (value is null && key.IsRequired)
            {
                problems.Add(
                    Problem.Error(
                        ProblemIds.MissingValue,
                        $"Pulumi.yaml declares '{key.Name}' without a default, and the stack does not have it",
                        "add it to the stack's file, or a 'default' to Pulumi.yaml") with
                    {
                        Place = new Place { File = file, Key = key.Name },
                    });
            }

            if (value is null) continue;
            if (own is null) entries.Add(new ConfigEntry(key.Name, value, key.Place));
            if (key.FindProblem(value) is { } problem) problems.Add(problem);
        }

        return problems.Count == 0 ? new ConfigMap(entries.ToImmutable(), stack.Place) : throw new UsageException([.. problems]);
    }

    /// <summary>The key with its namespace: the project's where it has none, and without the infix that old versions wrote.</summary>
    /// <param name="entry">The entry of the key.</param>
    /// <param name="project">The project's name, or null where it is not known.</param>
    /// <exception cref="UsageException">The engine does not know such keys.</exception>
    public static string FullKey(ConfigEntry entry, string? project) => entry.Key.Split(':') switch
    {
        [var name] => project is not null
            ? $"{project}:{name}"
            : throw new UsageException(UsageProblem.File(
                entry.Place!,
                $"'{name}' has no namespace, and the folder has no Pulumi.yaml that gives it one",
                $"write '{ConfigKeys.Namespace}:{name}'")),
        [_, _] => entry.Key,
        [var space, OldInfix, var name] => $"{space}:{name}",
        _ => throw new UsageException(UsageProblem.File(
            entry.Place!, $"'{entry.Key}' is not a valid key", "write it as 'namespace:name', such as 'starface:policy'")),
    };

    /// <summary>Whether a value is encrypted.</summary>
    /// <param name="node">The value.</param>
    public static bool IsSecret(ConfigNode node) =>
        node is ConfigMap { Entries: [{ Key: SecureKey, Value: ConfigScalar { Form: ScalarForm.Text } }] };

    /// <summary>A single value arrives as text, so that it is one unless it changed on the way.</summary>
    private static ConfigNode ToTop(ConfigNode value) =>
        value is ConfigScalar { Form: not ScalarForm.Date } scalar && scalar.Text == scalar.Written
            ? scalar with { Form = ScalarForm.Text }
            : value;

    /// <summary>Pulumi takes such keys of the project, and not of the stack, for a path into a value.</summary>
    private static void RejectPath(ProjectKey key)
    {
        if (!key.Name.StartsWith(ConfigKeys.Namespace + ":", StringComparison.Ordinal) || key.Name.IndexOfAny(['.', '[', '"']) < 0) return;
        throw new UsageException(UsageProblem.File(
            key.Place, $"Pulumi takes '{key.Name}' for a path into another value, which is not read here", "write the whole value"));
    }
}
