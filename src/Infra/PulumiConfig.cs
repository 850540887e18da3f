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

    /// <summary>The keys of the project's namespace.</summary>
    /// <exception cref="RunException">A structured value is not the JSON that Pulumi writes.</exception>
    public static ConfigMap Read()
    {
        var config = new Config(ConfigKeys.Namespace);
        return new ConfigMap(
        [
            .. Keys().Select(key => (Key: key, Text: config.Get(key)))
                .Where(entry => entry.Text is not null)
                .Select(entry => new ConfigEntry(entry.Key, Parse(entry.Key, entry.Text!))),
        ]);
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

    /// <summary>Pulumi passes lists and maps as JSON; everything else is the text as written.</summary>
    private static ConfigNode Parse(string key, string text)
    {
        if (!text.StartsWith('[') && !text.StartsWith('{')) return new ConfigScalar(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return ToNode(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new RunException($"{ConfigKeys.Namespace}:{key} begins a list or a map and is not well-formed JSON: {exception.Message} "
                + "Write lists and maps in the stack's file as YAML, or with 'pulumi config set --path'.", exception);
        }
    }

    private static ConfigNode ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => new ConfigList([.. element.EnumerateArray().Select(ToNode)]),
        JsonValueKind.Object =>
            new ConfigMap([.. element.EnumerateObject().Select(property => new ConfigEntry(property.Name, ToNode(property.Value)))]),
        JsonValueKind.String => new ConfigScalar(element.GetString()!),
        JsonValueKind.Null => new ConfigScalar(""),
        _ => new ConfigScalar(element.GetRawText()),
    };
}
