namespace Starface.Generators.Emission;

/// <summary>An argument of an interpolated string that is written as a C# string literal.</summary>
/// <param name="Value">The text; null becomes <c>null</c>.</param>
internal readonly record struct LiteralText(string? Value);
