using System.Text.Json;
using Starface.Policy.Planning;

namespace Starface.Cli.Rendering;

/// <summary>Writes the properties of planned resources.</summary>
internal static class PropertyJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="value">The value.</param>
    /// <param name="text">How texts and keys are written: as they are, or escaped for a program.</param>
    public static void Write(Utf8JsonWriter json, PropertyValue value, Func<string, string> text)
    {
        switch (value)
        {
            case PropertyText { Value: var content }:
                json.WriteStringValue(text(content));
                break;
            case PropertyNumber { Value: var number }:
                json.WriteNumberValue(number);
                break;
            case PropertyFlag { Value: var flag }:
                json.WriteBooleanValue(flag);
                break;
            case PropertyReference reference:
                json.WriteStringValue($"${{{reference.Resource}.{reference.Property}}}");
                break;
            case PropertyList { Items: var items }:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item, text);
                json.WriteEndArray();
                break;
            case PropertyMap map:
                json.WriteStartObject();
                foreach (var (name, property) in map)
                {
                    json.WritePropertyName(text(name));
                    Write(json, property, text);
                }

                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"There is no JSON for a {value.GetType().Name}.");
        }
    }
}
