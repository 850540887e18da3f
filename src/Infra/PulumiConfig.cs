using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;
using Starface.Policy.Configuration;

namespace Starface.Infra;

/// <summary>Reads the project's keys from Pulumi's own configuration into the neutral tree that the binder accepts.</summary>
internal static class PulumiConfig
{
    /// <summary>
    /// Pulumi passes the configuration to a program in this variable; its API cannot list keys, and a mistyped key must not pass
    /// unseen.
    /// </summary>
    private const string Variable = "PULUMI_CONFIG";

    /// <summary>The folder of the project. A program is started in it unless Pulumi.yaml names another.</summary>
    private const string FolderVariable = "PULUMI_ROOT_DIRECTORY";

    /// <summary>The keys of the project's namespace.</summary>
    /// <exception cref="RunException">
    /// A structured value is not the JSON that Pulumi writes, or the file of the instances has problems.
    /// </exception>
    public static ConfigMap Read()
    {
        var config = new Config(ConfigKeys.Namespace);
        var root = new ConfigMap(
        [
            .. Keys().Select(key => (Key: key, Text: config.Get(key)))
                .Where(entry => entry.Text is not null)
                .Select(entry => new ConfigEntry(entry.Key, Parse(entry.Key, entry.Text!))),
        ]);
        var resolved = InstancesFile.Resolve(root, ReadFile, out var problem);
        return problem is null ? resolved : throw new RunException(problem.Describe());
    }

    /// <summary>Pulumi passes lists and maps as JSON; everything else is the text as it hands it over.</summary>
    /// <param name="key">The key, for messages.</param>
    /// <param name="text">The value.</param>
    internal static ConfigNode Parse(string key, string text)
    {
        if (!JsonConfigReader.IsStructured(text)) return new ConfigScalar(text);
        return JsonConfigReader.Read(text, null, out var problem)
            ?? throw new RunException($"{ConfigKeys.Namespace}:{key} begins a list or a map. {problem!.Describe()} "
                + "Write lists and maps in the stack's file as YAML, or with 'pulumi config set --path'.");
    }

    private static ImmutableSortedSet<string> Keys()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text)) return [];
        using var document = JsonDocument.Parse(text);
        const string Prefix = ConfigKeys.Namespace + ":";
        return document.RootElement.EnumerateObject()
            .Select(property => property.Name.Replace(":config:", ":", StringComparison.Ordinal))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..])
            .ToImmutableSortedSet(StringComparer.Ordinal);
    }

    private static (byte[] Content, string Name) ReadFile(string name)
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } root ? root : Directory.GetCurrentDirectory();
        return (File.ReadAllBytes(Path.Combine(folder, name)), name);
    }
}
