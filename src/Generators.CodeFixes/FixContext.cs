using Microsoft.CodeAnalysis;

namespace Starface.Generators.CodeFixes;

/// <summary>What a fix knows about a diagnostic.</summary>
/// <param name="Root">The root of the file.</param>
/// <param name="Node">The innermost node that is underlined.</param>
/// <param name="Semantics">The semantic model of the file.</param>
/// <param name="Diagnostic">The diagnostic.</param>
internal sealed record FixContext(SyntaxNode Root, SyntaxNode Node, SemanticModel Semantics, Diagnostic Diagnostic)
{
    /// <summary>The text that the analyzer suggests, or null.</summary>
    public string? Suggestion =>
        Diagnostic.Properties.TryGetValue(Diagnostics.DeclarationProblem.SuggestionProperty, out var suggestion) ? suggestion : null;
}
