using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>Pulumi.yaml, as far as it says something about the configuration of the project's stacks.</summary>
/// <param name="Name">The project's name, which is the namespace of keys that have none.</param>
/// <param name="StacksFolder">The folder of the stacks' files, relative to the project's, or null where it is the same.</param>
/// <param name="Keys">The keys that the project declares for all stacks, in the order of the engine.</param>
internal sealed record ProjectFile(string Name, string? StacksFolder, ImmutableArray<ProjectKey> Keys)
{
    private const string ConfigKey = "config";

    /// <summary>Reads a project's file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="UsageException">The engine refuses it.</exception>
    public static ProjectFile Read(string text, string file)
    {
        if (YamlConfigReader.ReadPulumis(text, file) is not ConfigMap top)
            throw new UsageException(UsageProblem.File(file, "The project's file is not a map", "begin it with 'name:' and 'runtime:'"));
        if (top["name"] is not ConfigScalar { Form: ScalarForm.Text, Text: { Length: > 0 } name })
            throw new UsageException(UsageProblem.File(file, "The project has no name", $"add 'name: {ConfigKeys.Namespace}'"));
        return top[ConfigKey] switch
        {
            null or ConfigScalar { Form: ScalarForm.Null } => new ProjectFile(name, StacksFolderOf(top), []),
            ConfigMap config => new ProjectFile(name, StacksFolderOf(top), KeysOf(config, name)),
            ConfigScalar { Form: ScalarForm.Text, Text: var folder } when StacksFolderOf(top) is null => new ProjectFile(name, folder, []),
            var other => throw new UsageException(UsageProblem.File(
                other.Place!, $"Expected a map of keys under '{ConfigKey}', found {other.Kind}")),
        };
    }

    private static string? StacksFolderOf(ConfigMap top) =>
        top["stackConfigDir"] is ConfigScalar { Form: ScalarForm.Text, Text: { Length: > 0 } folder } ? folder : null;

    private static ImmutableArray<ProjectKey> KeysOf(ConfigMap config, string project)
    {
        var keys = config.Entries
            .Select(entry => ProjectKey.Read(entry, project))
            .OrderBy(key => key.Name, StringComparer.Ordinal)
            .ToImmutableArray();
        foreach (var same in keys.GroupBy(key => key.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            throw new UsageException(
                Problem.Error(ProblemIds.Duplicate, $"'{same.Key}' is declared with and without its namespace", "keep one of the two") with
                {
                    Place = same.Last().Place,
                });
        }

        return keys;
    }
}
