using System.Text.Json;
using Starface.Policy.Planning;

namespace Starface.Cli.Screen;

/// <summary>Writes the properties of planned resources as the provider accepts them. <c>compile</c> overrides the form of texts.</summary>
internal class PropertyJson
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="value">The value.</param>
    public void Write(Utf8JsonWriter json, PropertyValue value)
    {
        switch (value)
        {
            case PropertyText { Value: var content }:
                json.WriteStringValue(Text(content));
                break;
            case PropertyNumber { Value: var number }:
                json.WriteNumberValue(number);
                break;
            case PropertyFlag { Value: var flag }:
                json.WriteBooleanValue(flag);
                break;
            case PropertyReference reference:
                json.WriteStringValue(Reference(reference));
                break;
            case PropertyInput input:
                json.WriteStringValue(Input(input));
                break;
            case PropertyList { Items: var items }:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            case PropertyMap map:
                json.WriteStartObject();
                foreach (var (name, property) in map)
                {
                    json.WritePropertyName(Text(name));
                    Write(json, property);
                }

                json.WriteEndObject();
                break;
            default:
                throw new InvalidOperationException($"There is no JSON for a {value.GetType().Name}.");
        }
    }

    /// <summary>How a text or key is written.</summary>
    /// <param name="text">The text.</param>
    protected virtual string Text(string text) => text;

    /// <summary>How a reference to another resource's output is written.</summary>
    /// <param name="reference">The reference.</param>
    protected virtual string Reference(PropertyReference reference) => $"${{{reference.Resource}.{reference.Property}}}";

    /// <summary>How a value is written that only a Pulumi program can provide.</summary>
    /// <param name="input">The value's name.</param>
    protected virtual string Input(PropertyInput input) => $"${{{input.Name}}}";
}
