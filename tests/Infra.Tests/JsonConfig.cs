using System.Text.Json;
using Starface.Policy.Configuration;

namespace Starface.Infra.Tests;

/// <summary>A configuration value as the tests write it, read apart from the program under test.</summary>
internal static class JsonConfig
{
    public static ConfigNode Parse(string text) =>
        text.StartsWith('{') || text.StartsWith('[') ? Node(JsonDocument.Parse(text).RootElement) : new ConfigScalar(text);

    private static ConfigNode Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => new ConfigList([.. element.EnumerateArray().Select(Node)]),
        JsonValueKind.Object =>
            new ConfigMap([.. element.EnumerateObject().Select(property => new ConfigEntry(property.Name, Node(property.Value)))]),
        _ => new ConfigScalar(element.ToString()),
    };
}
