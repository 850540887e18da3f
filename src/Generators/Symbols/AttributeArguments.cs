using Microsoft.CodeAnalysis;

namespace Starface.Generators.Symbols;

/// <summary>Reads arguments of an attribute. While a person is typing, they may be missing or of the wrong type.</summary>
internal static class AttributeArguments
{
    /// <summary>
    /// Whether the compiler accepts the attribute's arguments. Where it does not, it reports that itself, and a second message would not
    /// help.
    /// </summary>
    /// <param name="attribute">The attribute.</param>
    public static bool AreWellFormed(AttributeData attribute)
    {
        if (attribute.AttributeConstructor is null) return false;
        foreach (var argument in attribute.ConstructorArguments)
            if (IsBroken(argument))
                return false;
        foreach (var argument in attribute.NamedArguments)
            if (IsBroken(argument.Value))
                return false;
        return true;
    }

    /// <summary>The constant given for a constructor parameter, or null.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="parameter">The name of the parameter.</param>
    public static object? Positional(AttributeData attribute, string parameter)
    {
        if (attribute.AttributeConstructor is not { } constructor) return null;
        // A local variable, because the property makes a new array at each call.
        var parameters = constructor.Parameters;
        var arguments = attribute.ConstructorArguments;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
            if (parameters[i].Name == parameter)
                return Value(arguments[i]);
        return null;
    }

    /// <summary>The constant given for a property, or null.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="property">The name of the property.</param>
    public static object? Named(AttributeData attribute, string property) =>
        Find(attribute, property) is { } constant ? Value(constant) : null;

    /// <summary>The type given for a property, or null.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="property">The name of the property.</param>
    public static ITypeSymbol? Type(AttributeData attribute, string property) =>
        Find(attribute, property) is { Kind: TypedConstantKind.Type } constant ? constant.Value as ITypeSymbol : null;

    /// <summary>The strings given for a property of an array type; an element is null where it is not a string.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="property">The name of the property.</param>
    public static IReadOnlyList<string?> Strings(AttributeData attribute, string property) =>
        Find(attribute, property) is { } constant ? Strings(constant) : [];

    /// <summary>The strings of an array; an element is null where it is not a string.</summary>
    /// <param name="constant">The array.</param>
    public static IReadOnlyList<string?> Strings(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. constant.Values.Select(value => Value(value) as string)] : [];

    /// <summary>The value of a number, string or enumeration member; null for arrays, types and what the compiler rejects.</summary>
    /// <param name="constant">The constant.</param>
    public static object? Value(TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;

    private static TypedConstant? Find(AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == property)
                return argument.Value;
        return null;
    }

    private static bool IsBroken(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error
        || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsBroken));
}
