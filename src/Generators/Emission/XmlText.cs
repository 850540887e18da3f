namespace Starface.Generators.Emission;

/// <summary>An argument of an interpolated string that is written as text of a documentation comment.</summary>
/// <param name="Value">The text.</param>
internal readonly record struct XmlText(string Value);
