using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pulumi;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Expectations;
using Starface.Policy.Names;
using Starface.Policy.Problems;

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

    // Anything else would turn letters it does not know into question marks, unseen.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
        return problem is null ? resolved : throw ProgramMessage.Refuse(problem.Describe());
    }

    /// <summary>The addresses of hosts that the configuration does not pin, or null where the project has no file with them.</summary>
    /// <exception cref="RunException">The file cannot be read or has problems.</exception>
    public static HostsLock? ReadNames()
    {
        if (ReadOfProject(HostsLock.FileName) is not { } text) return null;
        return HostsLockReader.Read(text, HostsLock.FileName, out var problems) ?? throw Refuse(problems);
    }

    /// <summary>What no instance may permit; nothing where the project has no file with it.</summary>
    /// <exception cref="RunException">The file cannot be read or has problems.</exception>
    public static Guardrails ReadGuardrails()
    {
        if (Guardrails.FindOverlooked(NamesOfProject()) is { } other)
            throw ProgramMessage.Refuse($"{other}: The file is read under the name {Guardrails.FileName} alone; rename it.");

        if (ReadOfProject(Guardrails.FileName) is not { } text) return Guardrails.None;
        var read = GuardrailReader.Read(text, Guardrails.FileName, out var problems);
        return problems.IsEmpty ? read : throw Refuse(problems);
    }

    private static RunException Refuse(ImmutableArray<Problem> problems) =>
        ProgramMessage.Refuse(string.Join("\n", problems.Select(problem => problem.Describe())));

    /// <summary>The names of the files in the project's folder.</summary>
    private static string[] NamesOfProject()
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(PathOf(Guardrails.FileName)))!;
            return [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw ProgramMessage.Refuse($"The project's folder cannot be read: {ForeignText.ToPhrase(unreadable)}.");
        }
    }

    /// <summary>The text of a file of the project, or null where the file is missing.</summary>
    private static string? ReadOfProject(string name)
    {
        var path = PathOf(name);
        if (!Path.Exists(path)) return null;
        try
        {
            var limit = InputLimits.ConfigurationFile;
            if (new FileInfo(path) is { Exists: true } file && file.Length > limit.Most) throw Refuse([limit.Exceeded(name)]);
            return File.ReadAllText(path, Utf8);
        }
        catch (DecoderFallbackException)
        {
            throw ProgramMessage.Refuse($"{name} is not in UTF-8; save it in that encoding.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw ProgramMessage.Refuse($"{name} cannot be read: {ForeignText.ToPhrase(unreadable)}.");
        }
    }

    /// <summary>Pulumi passes lists and maps as JSON; everything else is the text as it hands it over.</summary>
    /// <param name="key">The key, for messages.</param>
    /// <param name="text">The value.</param>
    internal static ConfigNode Parse(string key, string text)
    {
        if (!JsonConfigReader.IsStructured(text)) return new ConfigScalar(text);
        return JsonConfigReader.Read(text, null, out var problem)
            ?? throw ProgramMessage.Refuse($"{ConfigKeys.Namespace}:{key} begins a list or a map. {problem!.Describe()} "
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

    private static (byte[] Content, string Name) ReadFile(string name) => (File.ReadAllBytes(PathOf(name)), name);

    /// <summary>A file of the project.</summary>
    private static string PathOf(string name) => Path.Combine(
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } root ? root : Directory.GetCurrentDirectory(), name);
}
