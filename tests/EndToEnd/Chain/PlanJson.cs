using System.Collections.Immutable;
using System.Text.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Chain;

/// <summary>Reads the flows that the resources in the JSON of <c>preview</c> permit, from their types and properties alone.</summary>
internal static class PlanJson
{
    public static FlowSet Flows(CloudTarget cloud, string json)
    {
        using var document = JsonDocument.Parse(json);
        var stack = Assert.Single(document.RootElement.GetProperty("stacks").EnumerateArray());
        var resources = stack.GetProperty("resources").EnumerateArray()
            .Select(resource => new PlannedResource(
                resource.GetProperty("type").GetString()!,
                resource.GetProperty("name").GetString()!,
                (PropertyMap)Value(resource.GetProperty("properties")),
                ImmutableArray<Origin>.Empty))
            .ToList();
        return cloud == AwsTarget.Instance ? AwsPlanReader.Flows(resources) : AzurePlanReader.Flows(resources);
    }

    private static PropertyValue Value(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new PropertyMap();
                foreach (var property in element.EnumerateObject()) map.Add(property.Name, Value(property.Value));
                return map;
            case JsonValueKind.Array:
                return new PropertyList([.. element.EnumerateArray().Select(Value)]);
            case JsonValueKind.Number:
                return element.GetInt32();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return element.GetString()!;
        }
    }
}
