namespace Starface.Generators.Diagnostics;

/// <summary>The part of an attribute that a problem is about.</summary>
/// <param name="Argument">The constructor parameter or property; null for the attribute itself.</param>
/// <param name="Element">
/// The index of the element of the argument's array, or of the attribute's type argument; negative for all of the argument.
/// </param>
internal readonly record struct ArgumentPlace(string? Argument, int Element)
{
    /// <summary>The attribute itself.</summary>
    public static ArgumentPlace Attribute => new(null, -1);

    /// <summary>Whether it is one of the attribute's type arguments.</summary>
    public bool IsTypeArgument => Argument is null && Element >= 0;

    /// <summary>An argument, or an element of one.</summary>
    /// <param name="argument">The constructor parameter or property.</param>
    /// <param name="element">The index of the element; negative for all of the argument.</param>
    public static ArgumentPlace For(string argument, int element = -1) => new(argument, element);

    /// <summary>A type argument.</summary>
    /// <param name="index">Its index.</param>
    public static ArgumentPlace TypeArgument(int index) => new(null, index);
}
