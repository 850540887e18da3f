using System.Collections.Immutable;
using System.Text;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>Reads a stack's configuration from Pulumi's own file.</summary>
internal static class StackFile
{
    private const string ConfigKey = "config";
    private const string ProviderRegionKey = "aws:region";

    // Anything else would turn letters it does not know into question marks, unseen.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The instances a file describes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">The file cannot be read or has problems.</exception>
    public static ImmutableArray<SelectedInstance> Read(string path, string stack, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var display = DisplayPath.From(path, environment);
        var config = Config(YamlConfigReader.Read(ReadText(path, display), display));
        var region = (config[ProviderRegionKey] as ConfigScalar)?.Text is { Length: > 0 } text ? text : null;
        var bound = StackConfigBinder.Bind(catalog.Value, environment.Clouds, stack, OwnKeys(config), region);
        if (!bound.Problems.IsEmpty) throw new UsageException(bound.Problems);
        return [.. bound.Instances.Select(instance => new SelectedInstance(stack, display, instance) { ProviderRegion = region })];
    }

    private static string ReadText(string path, string display)
    {
        try
        {
            return File.ReadAllText(path, Utf8);
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

    private static ConfigMap Config(ConfigNode root)
    {
        if (root is not ConfigMap top)
            throw new UsageException(UsageProblem.File(root.Place!, "The file is not a map", $"begin it with '{ConfigKey}:'"));
        return top[ConfigKey] switch
        {
            ConfigMap map => map,
            null => throw new UsageException(UsageProblem.File(top.Place!, $"'{ConfigKey}' is missing", FixOfMissing(ConfigKey, top))),
            var other => throw new UsageException(UsageProblem.File(
                other.Place!, $"'{ConfigKey}' is not a map", $"write keys such as '{ConfigKeys.Namespace}:{ConfigKeys.Policy}' under it")),
        };
    }

    /// <summary>The keys of the project's namespace, without it. Keys of providers are Pulumi's business.</summary>
    private static ConfigMap OwnKeys(ConfigMap config)
    {
        const string Namespace = ConfigKeys.Namespace + ":";
        var own = config.Entries
            .Where(entry => entry.Key.StartsWith(Namespace, StringComparison.Ordinal))
            .Select(entry => entry with { Key = entry.Key[Namespace.Length..] })
            .ToImmutableArray();
        foreach (var entry in config.Entries)
        {
            if (FindMeant(entry.Key) is { } meant)
                throw new UsageException(UsageProblem.File(entry.Place!, $"Unknown key '{entry.Key}'", $"did you mean '{meant}'?"));
        }

        if (own.IsEmpty)
        {
            throw new UsageException(UsageProblem.File(
                config.Place!, $"No key begins with '{Namespace}'", $"write {Namespace}cloud, {Namespace}policy and {Namespace}peers"));
        }

        return new ConfigMap(own, config.Place);
    }

    /// <summary>The key that was meant where the namespace is misspelled, or null where it is the right one or another project's.</summary>
    private static string? FindMeant(string key)
    {
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || key[..colon] == ConfigKeys.Namespace) return null;
        var (name, space) = (key[(colon + 1)..], key[..colon]);
        return NearestName.Find(space, [ConfigKeys.Namespace]) is not null
            && (ConfigKeys.OfInstance.Contains(name) || ConfigKeys.OfTop.Contains(name))
                ? $"{ConfigKeys.Namespace}:{name}"
                : null;
    }

    private static string FixOfMissing(string wanted, ConfigMap map) =>
        NearestName.Find(wanted, map.Entries.Select(entry => entry.Key)) is { } near
            ? $"rename '{near}' to '{wanted}' if that is meant"
            : "write the stack's keys under it";
}
