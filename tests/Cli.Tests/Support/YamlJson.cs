using System.Text.Json.Nodes;
using Starface.Cli.Selection;
using Starface.Policy.Configuration;

namespace Starface.Cli.Tests.Support;

/// <summary>Stacks' files as the JSON that an editor compares with a schema.</summary>
internal static class YamlJson
{
    public static JsonNode? Read(string text) => From(YamlConfigReader.ReadPulumis(text, "Pulumi.test.yaml"));

    private static JsonNode? From(ConfigNode? node) => node switch
    {
        ConfigMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, From(entry.Value)))),
        ConfigList list => new JsonArray([.. list.Items.Select(From)]),
        ConfigScalar { Form: ScalarForm.Number, Text: var text } => JsonNode.Parse(text),
        ConfigScalar { Form: ScalarForm.Flag, Text: var text } => JsonNode.Parse(text),
        ConfigScalar { Form: ScalarForm.Text or ScalarForm.Date, Written: var text } => JsonValue.Create(text),
        _ => null,
    };
}
