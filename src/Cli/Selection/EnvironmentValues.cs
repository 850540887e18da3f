using Starface.Cli.Hosting;
using Starface.Drift.Files;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>
/// What the environments of a stack (Pulumi ESC) add to its configuration, from a file: the output of <c>pulumi config --json</c> or of
/// <c>pulumi env open</c>. Both have whole values by their keys, and the stack's own values come before them.
/// </summary>
internal static class EnvironmentValues
{
    private const string Option = "--environment";
    private const string Opened = "pulumiConfig";

    /// <summary>The configuration with the values of the stack's environments; null where no file has them.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="own">The stack's own keys.</param>
    /// <param name="project">The name of the project, or null where it is not known.</param>
    /// <param name="machine">The machine, with the files that were named.</param>
    /// <exception cref="UsageException">The file cannot be read, or is of another form.</exception>
    public static ConfigMap? Add(string stack, ConfigMap own, string? project, CliEnvironment machine)
    {
        var named = machine.EnvironmentFiles
            .Where(file => file.StartsWith(stack + "=", StringComparison.Ordinal))
            .Select(file => file[(stack.Length + 1)..])
            .Concat(machine.EnvironmentFiles.Where(file => !file.Contains('=', StringComparison.Ordinal)))
            .FirstOrDefault();
        if (named is null) return null;
        var known = own.Entries.Select(entry => EngineConfig.FullKey(entry, project)).ToHashSet(StringComparer.Ordinal);
        return own with
        {
            Entries = [.. own.Entries, .. Read(named, machine).Where(entry => known.Add(EngineConfig.FullKey(entry, project)))],
        };
    }

    private static IEnumerable<ConfigEntry> Read(string named, CliEnvironment machine)
    {
        var path = Path.GetFullPath(named, machine.CurrentDirectory);
        var display = DisplayPath.From(path, machine);
        var root = JsonConfigReader.ReadFile(ReadBytes(path, display), display, out var problem);
        if (problem is not null) throw new UsageException(problem with { Place = (problem.Place ?? new Place()) with { Key = Option } });
        return root switch
        {
            ConfigMap map when map[Opened] is { } values => values is ConfigMap opened
                ? opened.Entries
                : throw Unknown(display, values.Place),
            ConfigMap { Entries.IsEmpty: false } map when map.Entries.All(entry => IsListed(entry.Value)) => map.Entries.Select(Listed),
            _ => throw Unknown(display, root?.Place),
        };
    }

    private static bool IsListed(ConfigNode node) =>
        node is ConfigMap value && (value["secret"] is not null || value["value"] is not null);

    /// <summary>What <c>pulumi config --json</c> prints. A secret without its value stays one.</summary>
    private static ConfigEntry Listed(ConfigEntry entry)
    {
        var value = ((ConfigMap)entry.Value)["value"] switch
        {
            ConfigScalar { Form: not ScalarForm.Null } text => text with { Form = ScalarForm.Text },
            _ => (ConfigNode)new ConfigMap(
                [new ConfigEntry("secure", new ConfigScalar("") { Form = ScalarForm.Text }, entry.Place)], entry.Value.Place),
        };
        return entry with { Value = value };
    }

    private static byte[] ReadBytes(string path, string display)
    {
        try
        {
            return InputFile.ReadAllBytes(path, InputLimits.InstancesFile);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.FileOf(
                Option, $"'{display}' cannot be read: {ForeignText.ToPhrase(unreadable)}", "name the output of 'pulumi config --json'"));
        }
    }

    private static UsageException Unknown(string display, Place? place) => new(UsageProblem.File(
        place ?? new Place { File = display },
        "The file is neither the output of 'pulumi config --json' nor that of 'pulumi env open'",
        "write one of them into the file"));
}
