using System.Collections.Immutable;
using Starface.Drift.Files;
using System.Text;
using Starface.Cli.Assemblies;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>Reads a stack's configuration from Pulumi's own files, as the program receives it from Pulumi.</summary>
internal static class StackFile
{
    private const string ConfigKey = "config";
    private const string EnvironmentKey = "environment";
    private const string Namespace = ConfigKeys.Namespace + ":";
    private const string ProviderRegionKey = "aws:region";

    /// <summary>The key that says where the policies are.</summary>
    public const string AssemblyKey = Namespace + ConfigKeys.Assembly;

    // Anything else would turn letters it does not know into question marks, unseen.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The instances a file describes.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="notes">Receives what a person should know about the file, also where it has problems.</param>
    /// <exception cref="UsageException">The file cannot be read or has problems.</exception>
    public static ImmutableArray<SelectedInstance> Read(
        StackDirectory folder, string stack, Lazy<PolicyCatalog> catalog, CliEnvironment environment, List<Problem> notes)
    {
        var path = folder.FileOf(stack);
        var display = DisplayPath.From(path, environment);
        var top = Top(YamlConfigReader.ReadPulumis(ReadText(path, display), display));
        var (written, unread) = (Config(top), FindEnvironment(top));
        if (unread is not null && EnvironmentValues.Add(stack, written, folder.Project?.Name, environment) is { } all)
            (written, unread) = (all, null);
        if (unread is not null) notes.Add(unread);
        var config = EngineConfig.Merge(written, folder.Project, display);
        if (EngineText.IsTooLarge(config)) notes.Add(TooLarge(display));
        var keys = OwnKeys(config, top, folder.Project, display);
        if (!environment.LoadsPolicies && FindAssembly(keys) is { } assembly) throw new UsageException(assembly);
        var own = InstancesFile.Resolve(keys, folder.ReadFile, out var problem);
        if (problem is not null) throw new UsageException(problem);
        var region = (config[ProviderRegionKey] as ConfigScalar)?.Text is { Length: > 0 } text ? text : null;
        var bound = StackConfigBinder.Bind(
            catalog.Value, environment.Clouds, stack, own, region, folder.Names, environment.PublishedMembers?.Keys, folder.Guardrails,
            environment.PublishedMembers);
        notes.AddRange(bound.Warnings);
        if (!bound.Problems.IsEmpty) throw new UsageException(bound.Problems);
        return
        [
            .. bound.Instances.Select(instance => new SelectedInstance(stack, display, instance)
            {
                ProviderRegion = region,
                Unread = unread,
            }),
        ];
    }

    /// <summary>The text of a file of Pulumi's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="display">The file, for messages.</param>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static string ReadText(string path, string display)
    {
        try
        {
            return InputFile.ReadAllText(path, Utf8, InputLimits.ConfigurationFile);
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException(UsageProblem.File(display, "The file is not in UTF-8", "save it in that encoding"));
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new UsageException(UsageProblem.File(display, $"The file cannot be read: {ForeignText.ToPhrase(problem)}"));
        }
    }

    /// <summary>The file as a map; null where it is empty.</summary>
    /// <param name="root">The document.</param>
    internal static ConfigMap? Top(ConfigNode? root) => root switch
    {
        null or ConfigScalar { Form: ScalarForm.Null } => null,
        ConfigMap top => top,
        _ => throw new UsageException(UsageProblem.File(root.Place!, "The file is not a map", $"begin it with '{ConfigKey}:'")),
    };

    /// <summary>The stack's keys as they are written.</summary>
    /// <param name="top">The file.</param>
    internal static ConfigMap Config(ConfigMap? top) => top?[ConfigKey] switch
    {
        ConfigMap map => map,
        null or ConfigScalar { Form: ScalarForm.Null } => new ConfigMap([], top?.Place),
        var other => throw new UsageException(UsageProblem.File(
            other.Place!, $"'{ConfigKey}' is not a map", $"write keys such as '{Namespace}{ConfigKeys.Policy}' under it")),
    };

    /// <summary>The keys of the project's namespace, without it. Keys of providers are Pulumi's business.</summary>
    private static ConfigMap OwnKeys(ConfigMap config, ConfigMap? top, ProjectFile? project, string display)
    {
        foreach (var entry in config.Entries)
        {
            if (FindMeant(entry.Key, project) is { } meant)
                throw new UsageException(UsageProblem.File(entry.Place!, $"Unknown key '{entry.Key}'", $"did you mean '{meant}'?"));
        }

        var problems = new List<Problem>();
        var own = ImmutableArray.CreateBuilder<ConfigEntry>();
        foreach (var entry in config.Entries.Where(entry => entry.Key.StartsWith(Namespace, StringComparison.Ordinal)))
        {
            AddSecrets(entry.Value, entry.Key, new HashSet<ConfigNode>(ReferenceEqualityComparer.Instance), problems);
            own.Add(entry with { Key = entry.Key[Namespace.Length..], Value = Parsed(entry, problems) });
        }

        if (problems.Count > 0) throw new UsageException([.. problems]);
        return own.Count > 0 ? new ConfigMap(own.ToImmutable(), config.Place) : throw NoKeys(config, top, display);
    }

    /// <summary>Pulumi passes lists and maps as JSON, so that the JSON of one in a text is the same.</summary>
    private static ConfigNode Parsed(ConfigEntry entry, List<Problem> problems)
    {
        if (entry.Value is not ConfigScalar { Form: ScalarForm.Text, Text: var text } || !JsonConfigReader.IsStructured(text))
            return entry.Value;
        if (JsonConfigReader.Read(text, entry.Value.Place, out var problem) is { } node) return node;
        problems.Add(problem! with { Place = (problem.Place ?? new Place()) with { Key = entry.Key } });
        return entry.Value;
    }

    private static void AddSecrets(ConfigNode node, string path, HashSet<ConfigNode> seen, List<Problem> problems)
    {
        if (node is ConfigScalar || !seen.Add(node)) return;
        if (EngineConfig.IsSecret(node))
        {
            problems.Add(
                Problem.Error(
                    ProblemIds.SecretNotReadable,
                    "The value is a secret, which only Pulumi can decrypt",
                    "look at it with 'pulumi preview', or write it in clear: the state holds it in clear anyway") with
                {
                    Place = node.Place! with { Key = path },
                });
        }
        else if (node is ConfigMap map)
        {
            foreach (var entry in map.Entries) AddSecrets(entry.Value, $"{path}.{entry.Key}", seen, problems);
        }
        else if (node is ConfigList list)
        {
            for (var i = 0; i < list.Items.Length; i++)
                AddSecrets(list.Items[i], FormattableString.Invariant($"{path}[{i}]"), seen, problems);
        }
    }

    /// <summary>Refuses a project whose policies are in an assembly that the command line does not name.</summary>
    /// <param name="project">The project, or null.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">The project names one.</exception>
    public static void RejectAssembly(ProjectFile? project, CliEnvironment environment)
    {
        if (!environment.LoadsPolicies && project?.Keys.FirstOrDefault(key => key.Name == AssemblyKey)?.Value is { } node)
            throw new UsageException(AssemblyNotLoaded(node));
    }

    /// <summary>Configuration names where the policies are, and runs no code: the person who runs a command decides.</summary>
    private static Problem? FindAssembly(ConfigMap keys) => keys[ConfigKeys.Assembly] is { } node ? AssemblyNotLoaded(node) : null;

    private static Problem AssemblyNotLoaded(ConfigNode node)
    {
        var problem = node is ConfigScalar { Form: ScalarForm.Text, Text: { Length: > 0 } file }
            ? Problem.Error(
                ProblemIds.AssemblyNotLoaded,
                $"The configuration says that the policies are in '{file}', and nothing is loaded because a file says so",
                $"where you trust its code, give it with {PolicySource.AssemblyOption}, or its project with {PolicySource.BuildOption}")
            : Problem.Error(ProblemIds.WrongKind, $"Expected the path of an assembly, found {node.Kind}");
        return problem with { Place = (node.Place ?? new Place()) with { Key = AssemblyKey } };
    }

    private static UsageException NoKeys(ConfigMap config, ConfigMap? top, string display)
    {
        if (top is null) return new UsageException(UsageProblem.File(display, "The file is empty", $"begin it with '{ConfigKey}:'"));
        if (top[ConfigKey] is null)
            return new UsageException(UsageProblem.File(top.Place!, $"'{ConfigKey}' is missing", FixOfMissing(ConfigKey, top)));
        return new UsageException(UsageProblem.File(
            config.Place!, $"No key begins with '{Namespace}'", $"write {Namespace}cloud, {Namespace}policy and {Namespace}peers"));
    }

    /// <summary>
    /// The key that was meant where the namespace is misspelled or missing, or null where it is right or another project's.
    /// </summary>
    private static string? FindMeant(string key, ProjectFile? project)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        var (space, name) = (key[..colon], key[(colon + 1)..]);
        if (space == ConfigKeys.Namespace) return null;
        return (ConfigKeys.OfInstance.Contains(name) || ConfigKeys.OfTop.Contains(name))
            && (space == project?.Name || NearestName.Find(space, [ConfigKeys.Namespace]) is not null)
                ? Namespace + name
                : null;
    }

    /// <summary>What an environment has counts where the file does not have it, and may be all that the file lacks.</summary>
    private static Problem? FindEnvironment(ConfigMap? top) =>
        top?.Entries.FirstOrDefault(entry => entry.Key == EnvironmentKey) is { } environment
        && environment.Value is not (ConfigScalar { Form: ScalarForm.Null } or ConfigList { Items.IsEmpty: true })
            ? Problem.Warning(
                ProblemIds.EnvironmentNotRead,
                "The stack imports environments (Pulumi ESC), which are not read here: the program may receive values that this file does "
                    + "not have",
                "give the output of 'pulumi config --json' with --environment") with
            {
                Place = environment.Place! with { Key = EnvironmentKey },
            }
            : null;

    private static Problem TooLarge(string display) => Problem.Warning(
        ProblemIds.ConfigurationTooLarge,
        "The configuration is larger than 128 KiB, which is what Linux takes as one environment variable, so Pulumi cannot start the "
            + "program there",
        $"move the list of '{Namespace}{ConfigKeys.Instances}' into a JSON file and name it with '{Namespace}{ConfigKeys.InstancesFile}'")
        with
    { Place = new Place { File = display } };

    private static string FixOfMissing(string wanted, ConfigMap map) =>
        NearestName.Find(wanted, map.Entries.Select(entry => entry.Key)) is { } near
            ? $"rename '{near}' to '{wanted}' if that is meant"
            : "write the stack's keys under it";
}
