using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Planning;

/// <summary>A value of a resource's property: text, number, flag, list, map, or a reference to another resource's output.</summary>
internal abstract record PropertyValue
{
    private protected PropertyValue() { }

    /// <summary>A text; null stays null, which as a property means that it is absent.</summary>
    /// <param name="text">The text.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator PropertyValue?(string? text) => text is null ? null : new PropertyText(text);

    /// <summary>A whole number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator PropertyValue(int number) => new PropertyNumber(number);

    /// <summary>A flag.</summary>
    /// <param name="flag">The flag.</param>
    public static implicit operator PropertyValue(bool flag) => new PropertyFlag(flag);
}

/// <summary>A text.</summary>
/// <param name="Value">The text.</param>
internal sealed record PropertyText(string Value) : PropertyValue;

/// <summary>A whole number.</summary>
/// <param name="Value">The number.</param>
internal sealed record PropertyNumber(int Value) : PropertyValue;

/// <summary>A flag.</summary>
/// <param name="Value">The flag.</param>
internal sealed record PropertyFlag(bool Value) : PropertyValue;

/// <summary>An output of another resource of the same plan, such as a group's id.</summary>
/// <param name="Resource">The logical name of the resource.</param>
/// <param name="Property">The name of its output.</param>
internal sealed record PropertyReference(string Resource, string Property) : PropertyValue;

/// <summary>A value that the Pulumi program hands over by name, such as the id of a group it makes itself.</summary>
/// <param name="Name">The name of the input.</param>
internal sealed record PropertyInput(string Name) : PropertyValue;

/// <summary>A list of values. Equal lists have equal values in the same order.</summary>
/// <param name="Items">The values.</param>
internal sealed record PropertyList(ImmutableArray<PropertyValue> Items) : PropertyValue
{
    /// <summary>A list of texts.</summary>
    /// <param name="texts">The texts.</param>
    public static PropertyList From(IEnumerable<string> texts) => new([.. texts.Select(text => (PropertyValue)text!)]);

    /// <inheritdoc/>
    public bool Equals(PropertyList? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(17, (hash, item) => (hash * 31) + item.GetHashCode());
}

/// <summary>
/// A map from property names to values, in the order the properties are written. Equal maps have equal entries in any order.
/// </summary>
internal sealed record PropertyMap : PropertyValue, IEnumerable<KeyValuePair<string, PropertyValue>>
{
    private readonly List<KeyValuePair<string, PropertyValue>> _entries;

    /// <summary>A map to be filled by a collection initialiser.</summary>
    public PropertyMap() => _entries = [];

    /// <summary>A map with room for so many properties.</summary>
    internal PropertyMap(int capacity) => _entries = new List<KeyValuePair<string, PropertyValue>>(capacity);

    /// <summary>The number of properties.</summary>
    public int Count => _entries.Count;

    /// <summary>The properties, for loops that must not allocate.</summary>
    internal List<KeyValuePair<string, PropertyValue>> Entries => _entries;

    /// <summary>The value of a property, or null when the map has none of that name.</summary>
    /// <param name="name">The name.</param>
    public PropertyValue? this[string name]
    {
        get
        {
            // A closure for each lookup would dominate the time of planning a fleet; hence the loop.
            foreach (var entry in _entries)
            {
                if (entry.Key == name) return entry.Value;
            }

            return null;
        }
    }

    /// <summary>
    /// Adds a property; a null value adds none. For use by collection initialisers only: a map that was handed out does not change.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, PropertyValue? value)
    {
        if (value is not null) _entries.Add(new KeyValuePair<string, PropertyValue>(name, value));
    }

    /// <summary>The text of a property, or null when it is absent or no text.</summary>
    /// <param name="name">The name.</param>
    public string? Text(string name) => (this[name] as PropertyText)?.Value;

    /// <summary>The number of a property, or null when it is absent or no number.</summary>
    /// <param name="name">The name.</param>
    public int? Number(string name) => (this[name] as PropertyNumber)?.Value;

    /// <summary>The texts of a list property; empty when it is absent.</summary>
    /// <param name="name">The name.</param>
    public ImmutableArray<string> Texts(string name) =>
        this[name] is PropertyList list ? [.. list.Items.OfType<PropertyText>().Select(item => item.Value)] : [];

    /// <summary>The maps of a list property; empty when it is absent.</summary>
    /// <param name="name">The name.</param>
    public ImmutableArray<PropertyMap> Maps(string name) =>
        this[name] is PropertyList list ? [.. list.Items.OfType<PropertyMap>()] : [];

    /// <summary>The map of a property; empty when it is absent.</summary>
    /// <param name="name">The name.</param>
    public PropertyMap Map(string name) => this[name] as PropertyMap ?? [];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PropertyMap? other) =>
        other is not null && Count == other.Count && _entries.TrueForAll(entry => entry.Value.Equals(other[entry.Key]));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _entries.Aggregate(17, (hash, entry) => hash ^ (StringComparer.Ordinal.GetHashCode(entry.Key) * 31) ^ entry.Value.GetHashCode());
}
