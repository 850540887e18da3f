using Microsoft.CodeAnalysis;

namespace Starface.Generators.CodeFixes;

/// <summary>A change of a file that fixes a problem.</summary>
/// <param name="Title">Its name in the menu of the editor.</param>
/// <param name="Apply">Creates the changed root of the file.</param>
internal sealed record CodeFix(string Title, Func<SyntaxNode> Apply);
