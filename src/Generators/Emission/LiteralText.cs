namespace Starface.Generators.Emission;

/// <summary>A hole of a line that takes a text as a C# literal.</summary>
/// <param name="Value">The text; null becomes <c>null</c>.</param>
internal readonly record struct LiteralText(string? Value);
