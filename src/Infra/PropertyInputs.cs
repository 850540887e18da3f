using System.Collections.Immutable;
using Pulumi;
using Starface.Policy.Planning;

namespace Starface.Infra;

/// <summary>Planned values as Pulumi inputs; a property that is absent stays unset.</summary>
internal static class PropertyInputs
{
    public static Input<string>? Input(this PropertyMap properties, string name) => Optional(properties.Text(name));

    /// <summary>An input, or null for null: the SDK's own conversion would make an input that holds null.</summary>
    public static Input<string>? Optional(string? text) => text is null ? null : (Input<string>)text;

    public static string Require(this PropertyMap properties, string name) =>
        properties.Text(name)
            ?? throw new InvalidOperationException($"The plan lacks the property '{name}'. This is a defect of the planner.");

    public static int RequireNumber(this PropertyMap properties, string name) =>
        properties.Number(name)
            ?? throw new InvalidOperationException($"The plan lacks the property '{name}'. This is a defect of the planner.");

    public static Input<int>? InputNumber(this PropertyMap properties, string name) =>
        properties.Number(name) is { } number ? number : null;

    public static Input<bool>? Flag(this PropertyMap properties, string name) => properties[name] is PropertyFlag flag ? flag.Value : null;

    public static InputMap<string> Tags(this PropertyMap properties) =>
        properties.Map("tags").ToDictionary(tag => tag.Key, tag => ((PropertyText)tag.Value).Value, StringComparer.Ordinal);

    /// <summary>Ids by name, as a program hands them over.</summary>
    public static SortedDictionary<string, Input<string>> Ids(ImmutableSortedDictionary<string, string?> ids) =>
        new(ids.ToDictionary(entry => entry.Key, entry => (Input<string>)entry.Value!, StringComparer.Ordinal), StringComparer.Ordinal);
}
