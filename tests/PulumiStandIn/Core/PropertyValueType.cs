namespace Pulumi.Experimental;

/// <summary>The kinds of values that a program in another language can give.</summary>
public enum PropertyValueType
{
    Null,
    Bool,
    Number,
#pragma warning disable CA1720 // The SDK's name
    String,
#pragma warning restore CA1720
    Array,
    Map,
    Asset,
    Archive,
    Resource,
    Computed,
}
