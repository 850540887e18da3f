using System.Collections.Immutable;

namespace Starface.Policy.Planning;

/// <summary>A resource as a state or a saved plan records it.</summary>
/// <param name="Type">Pulumi's type token.</param>
/// <param name="Name">The logical name.</param>
/// <param name="Values">
/// The texts and numbers among its properties, and its id. Those of objects in lists are called <c>list[0].key</c>, those of tags
/// <c>tags.key</c>.
/// </param>
internal sealed record RecordedResource(string Type, string Name, ImmutableDictionary<string, string> Values)
{
    /// <summary>The texts and numbers among its properties, and its id.</summary>
    public ImmutableDictionary<string, string> Values
    {
        get => Planned is { } planned ? ValuesOf(planned) : field;
        init;
    } = Values;

    /// <summary>The property that holds the cloud's id.</summary>
    public const string Id = "id";

    /// <summary>What keys of values inside of a property have, and names of properties have not.</summary>
    private static readonly char[] InnerMarks = ['.', '['];

    /// <summary>The property that holds the tags.</summary>
    public const string Tags = "tags";

    /// <summary>The id of the cloud's resource that is taken over, or null.</summary>
    public string? ImportId { get; init; }

    /// <summary>The stack whose export it comes from, or null.</summary>
    public string? Stack { get; init; }

    /// <summary>Whether it is only planned, so that its id is a reference.</summary>
    public bool IsPlanned => Find(Id)?.StartsWith("${", StringComparison.Ordinal) == true;

    /// <summary>A value, or null where the resource does not have it.</summary>
    /// <param name="property">The property's name.</param>
    public string? Find(string property)
    {
        // Of a plan's many rules a few values are asked for, so that no dictionary is made for each.
        var value = Planned is { } planned && property.IndexOfAny(InnerMarks) < 0 ? FindIn(planned, property)
            : Values.TryGetValue(property, out var recorded) ? recorded
            : null;
        return value is { Length: > 0 } ? value : null;
    }

    private static string? FindIn(PlannedResource resource, string property) =>
        property == Id ? IdOf(resource) : resource.Properties[property] is { } value ? TextOf(value) : null;

    /// <summary>The resource of a plan that it is, or null.</summary>
    private PlannedResource? Planned { get; init; }

    /// <summary>A resource of a plan, with references as a saved plan writes them.</summary>
    /// <param name="resource">The resource.</param>
    public static RecordedResource From(PlannedResource resource) =>
        new(resource.Type, resource.Name, ImmutableDictionary<string, string>.Empty) { ImportId = resource.ImportId, Planned = resource };

    private static ImmutableDictionary<string, string> ValuesOf(PlannedResource resource)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var property in resource.Properties)
        {
            if (TextOf(property.Value) is { } text) values[property.Key] = text;
            if (property.Key == Tags)
            {
                foreach (var tag in property.Value as PropertyMap ?? [])
                {
                    if (TextOf(tag.Value) is { } tagged) values[TagKey(tag.Key)] = tagged;
                }
            }

            if (property.Value is not PropertyList list) continue;
            for (var i = 0; i < list.Items.Length; i++)
            {
                foreach (var inner in list.Items[i] as PropertyMap ?? [])
                {
                    if (TextOf(inner.Value) is { } nested) values[ItemKey(property.Key, i, inner.Key)] = nested;
                }
            }
        }

        values[Id] = IdOf(resource);
        return values.ToImmutable();
    }

    private static string IdOf(PlannedResource resource) => ReferenceText(new PropertyReference(resource.Name, Id));

    /// <summary>How a saved plan writes a reference to another resource.</summary>
    /// <param name="reference">The reference.</param>
    public static string ReferenceText(PropertyReference reference) => $"${{{reference.Resource}.{reference.Property}}}";

    /// <summary>The key of a value of an object in a list.</summary>
    /// <param name="list">The list's property.</param>
    /// <param name="index">The object's place.</param>
    /// <param name="key">The object's property.</param>
    public static string ItemKey(string list, int index, string key) => FormattableString.Invariant($"{list}[{index}].{key}");

    /// <summary>The key of a tag's value.</summary>
    /// <param name="tag">The tag's key.</param>
    public static string TagKey(string tag) => $"{Tags}.{tag}";

    private static string? TextOf(PropertyValue value) => value switch
    {
        PropertyText text => text.Value,
        PropertyNumber number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        PropertyReference reference => ReferenceText(reference),
        PropertyInput input => $"${{{input.Name}}}",
        _ => null,
    };
}
