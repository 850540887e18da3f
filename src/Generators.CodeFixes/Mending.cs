using Microsoft.CodeAnalysis;

namespace Starface.Generators.CodeFixes;

/// <summary>A change of a file that mends a mistake.</summary>
/// <param name="Title">What it does, in the editor's menu.</param>
/// <param name="Apply">Makes the changed root of the file.</param>
internal sealed record Mending(string Title, Func<SyntaxNode> Apply);
