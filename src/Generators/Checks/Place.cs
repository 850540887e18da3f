namespace Starface.Generators.Checks;

/// <summary>Where in an attribute a mistake is.</summary>
/// <param name="Argument">The constructor parameter or property; null for the attribute itself.</param>
/// <param name="Element">Which element of the argument's array, or which type argument of the attribute; negative for the whole argument.</param>
internal readonly record struct Place(string? Argument, int Element)
{
    /// <summary>The attribute itself.</summary>
    public static Place Attribute => new(null, -1);

    /// <summary>Whether it is one of the attribute's type arguments.</summary>
    public bool IsTypeArgument => Argument is null && Element >= 0;

    /// <summary>An argument.</summary>
    /// <param name="name">The constructor parameter or property.</param>
    public static Place Of(string name) => new(name, -1);

    /// <summary>An element of an argument.</summary>
    /// <param name="name">The constructor parameter or property.</param>
    /// <param name="element">The index of the element.</param>
    public static Place Of(string name, int element) => new(name, element);

    /// <summary>A type argument.</summary>
    /// <param name="index">The index.</param>
    public static Place TypeArgument(int index) => new(null, index);
}
