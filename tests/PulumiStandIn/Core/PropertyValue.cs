using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi.Experimental;

/// <summary>A value that a program in another language gives to a component.</summary>
public sealed class PropertyValue
{
    public static readonly PropertyValue Null = new(PropertyValueType.Null, null);
    public static readonly PropertyValue Computed = new(PropertyValueType.Computed, null);

    private readonly object? _value;

    private PropertyValue(PropertyValueType type, object? value) => (Type, _value) = (type, value);

    public PropertyValue(bool value)
        : this(PropertyValueType.Bool, value)
    {
    }

    public PropertyValue(double value)
        : this(PropertyValueType.Number, value)
    {
    }

    public PropertyValue(string value)
        : this(PropertyValueType.String, value)
    {
    }

    public PropertyValue(ImmutableArray<PropertyValue> value)
        : this(PropertyValueType.Array, value)
    {
    }

    public PropertyValue(ImmutableDictionary<string, PropertyValue> value)
        : this(PropertyValueType.Map, value)
    {
    }

    public PropertyValueType Type { get; }

    public bool TryGetNumber(out double value)
    {
        value = _value as double? ?? 0;
        return Type == PropertyValueType.Number;
    }

    public bool TryGetArray(out ImmutableArray<PropertyValue> value)
    {
        value = _value as ImmutableArray<PropertyValue>? ?? default;
        return Type == PropertyValueType.Array;
    }

    public bool TryGetMap([NotNullWhen(true)] out ImmutableDictionary<string, PropertyValue>? value)
    {
        value = _value as ImmutableDictionary<string, PropertyValue>;
        return value is not null;
    }
}
