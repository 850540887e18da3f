using Microsoft.CodeAnalysis;

namespace Starface.Generators.CodeFixes;

/// <summary>Where a mistake is in a file.</summary>
/// <param name="Root">The root of the file.</param>
/// <param name="Node">The innermost node that is underlined.</param>
/// <param name="Semantics">The meaning of the file.</param>
/// <param name="Diagnostic">What was reported.</param>
internal sealed record MistakePlace(SyntaxNode Root, SyntaxNode Node, SemanticModel Semantics, Diagnostic Diagnostic);
