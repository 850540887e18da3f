using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Rules;

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
    /// <exception cref="MistakeException">The file cannot be read or has mistakes.</exception>
    public static ImmutableArray<SelectedInstance> Read(string path, string stack, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var display = DisplayPath.From(path, environment);
        var config = Config(YamlConfigReader.Read(ReadText(path, display), display), display);
        var bound = StackConfigBinder.Bind(catalog.Value, environment.Clouds, stack, OwnKeys(config, display));
        if (!bound.Mistakes.IsEmpty)
            throw new MistakeException([.. bound.Mistakes.Select(mistake => Message(display, mistake.Location, $"{mistake.Path}: {mistake.Message}"))]);
        var region = (config[ProviderRegionKey] as ConfigScalar)?.Text is { Length: > 0 } text ? text : null;
        return [.. bound.Instances.Select(instance => new SelectedInstance(stack, display, instance) { ProviderRegion = region })];
    }

    /// <summary>A message that leads to a place in a file, in the form editors and pipelines make a link of.</summary>
    public static string Message(string file, ConfigLocation? place, string message) =>
        place is { } at ? string.Create(CultureInfo.InvariantCulture, $"{file}:{at.Line}:{at.Column}: {message}") : $"{file}: {message}";

    /// <summary>The place and the text of a message that <see cref="Message"/> made.</summary>
    /// <param name="file">The file it was made for.</param>
    /// <param name="message">The message.</param>
    public static (ConfigLocation? Place, string Text) Split(string file, string message)
    {
        if (!message.StartsWith(file + ":", StringComparison.Ordinal)) return (null, message);
        var rest = message.AsSpan(file.Length + 1);
        if (rest.StartsWith(" ")) return (null, rest[1..].ToString());
        var (line, column) = (rest.IndexOf(':'), rest.IndexOf(": "));
        return line > 0 && column > line
            && int.TryParse(rest[..line], NumberStyles.None, CultureInfo.InvariantCulture, out var atLine)
            && int.TryParse(rest[(line + 1)..column], NumberStyles.None, CultureInfo.InvariantCulture, out var atColumn)
            ? (new ConfigLocation(atLine, atColumn), rest[(column + 2)..].ToString())
            : (null, message);
    }

    private static string ReadText(string path, string display)
    {
        try
        {
            return File.ReadAllText(path, Utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new MistakeException($"{display}: the file is not in UTF-8: save it in that encoding.");
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or IOException)
        {
            throw new MistakeException($"{display}: the file cannot be read: {problem.Message}");
        }
    }

    private static ConfigMap Config(ConfigNode root, string file)
    {
        if (root is not ConfigMap top)
            throw new MistakeException(Message(file, root.Location, "the file is no map: it begins with 'config:'."));
        return top[ConfigKey] switch
        {
            ConfigMap map => map,
            null => throw new MistakeException(Message(file, top.Location, $"'config' is missing.{Hint(ConfigKey, top)}")),
            var other => throw new MistakeException(Message(file, other.Location, $"'config' is no map: write keys such as '{ConfigKeys.Namespace}:{ConfigKeys.Policy}' under it.")),
        };
    }

    /// <summary>The keys of the project's namespace, without it. Keys of providers are Pulumi's business.</summary>
    private static ConfigMap OwnKeys(ConfigMap config, string file)
    {
        const string Namespace = ConfigKeys.Namespace + ":";
        var own = config.Entries
            .Where(entry => entry.Key.StartsWith(Namespace, StringComparison.Ordinal))
            .Select(entry => entry with { Key = entry.Key[Namespace.Length..] })
            .ToImmutableArray();
        if (own.IsEmpty)
            throw new MistakeException(Message(file, config.Location, $"no key begins with '{Namespace}': write {Namespace}cloud, {Namespace}policy and {Namespace}peers."));
        return new ConfigMap(own, config.Location);
    }

    private static string Hint(string wanted, ConfigMap map) =>
        NearestName.Of(wanted, map.Entries.Select(entry => entry.Key)) is { } near ? $" Is '{near}' meant to be it?" : " Write the stack's keys under it.";
}
