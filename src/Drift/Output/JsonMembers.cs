using System.Collections.Immutable;
using System.Text.Json;

namespace Starface.Drift.Output;

/// <summary>Members that every shape has. No output has a null: a member that does not apply is left out.</summary>
internal static class JsonMembers
{
    /// <summary>Writes a text, or nothing for null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    /// <summary>Writes a number, or nothing for null.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Writes a list of objects.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="name">The member.</param>
    /// <param name="items">What the objects are made of.</param>
    /// <param name="write">Writes the members of one object.</param>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The text of a member.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is not a text.</exception>
    public static string Text(this JsonElement value, string name) =>
        value.GetProperty(name).GetString() ?? throw new InvalidOperationException($"'{name}' is null.");

    /// <summary>The text of a member, or null where it is absent.</summary>
    public static string? OptionalText(this JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) ? member.GetString() : null;

    /// <summary>The number of a member, or null where it is absent.</summary>
    public static int? OptionalNumber(this JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) ? member.GetInt32() : null;

    /// <summary>The items of a list.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    /// <exception cref="InvalidOperationException">It is not a list.</exception>
    public static JsonElement.ArrayEnumerator Items(this JsonElement value, string name) => value.GetProperty(name).EnumerateArray();

    /// <summary>The texts of a list.</summary>
    public static ImmutableArray<string> Texts(this JsonElement value, string name) =>
        [.. value.Items(name).Select(item => item.GetString() ?? throw new InvalidOperationException($"'{name}' has a null."))];
}
