using Microsoft.CodeAnalysis;

namespace Starface.Generators.Parsing;

/// <summary>Reads arguments of an attribute that may be missing or of the wrong type, because its author is still writing.</summary>
internal static class AttributeArguments
{
    /// <summary>
    /// Whether the compiler has nothing against the attribute's arguments. Where it has, its own message says so and ours would be the second.
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

    /// <summary>A constant that was given for a constructor parameter, or null.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="parameter">The parameter.</param>
    public static object? Positional(AttributeData attribute, string parameter)
    {
        if (attribute.AttributeConstructor is not { } constructor) return null;
        // The compiler makes a new array at each question for the parameters.
        var parameters = constructor.Parameters;
        var arguments = attribute.ConstructorArguments;
        for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
            if (parameters[i].Name == parameter)
                return ValueOf(arguments[i]);
        return null;
    }

    /// <summary>A constant that was given for a property, or null.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="property">The property.</param>
    public static object? Named(AttributeData attribute, string property) =>
        Find(attribute, property) is { } constant ? ValueOf(constant) : null;

    /// <summary>The texts that were given for a property; null where an element is no text.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="property">The property.</param>
    public static IReadOnlyList<string?> Texts(AttributeData attribute, string property) =>
        Find(attribute, property) is { } constant ? TextsOf(constant) : [];

    /// <summary>The texts of an array; null where an element is no text.</summary>
    /// <param name="constant">The array.</param>
    public static IReadOnlyList<string?> TextsOf(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. constant.Values.Select(value => ValueOf(value) as string)] : [];

    /// <summary>The value of a constant that is one; null for arrays, types and what the compiler rejects.</summary>
    /// <param name="constant">The constant.</param>
    public static object? ValueOf(TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? constant.Value : null;

    private static TypedConstant? Find(AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
            if (argument.Key == property)
                return argument.Value;
        return null;
    }

    private static bool IsBroken(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant is { Kind: TypedConstantKind.Array, IsNull: false } && constant.Values.Any(IsBroken));
}
