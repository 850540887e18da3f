using Microsoft.CodeAnalysis;

namespace Starface.Generators.Diagnostics;

/// <summary>A problem of a constant in code.</summary>
/// <param name="Id">The id of the kind of problem.</param>
/// <param name="Suggestion">What a code fix writes in its place; null where a person has to decide.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record LiteralProblem(string Id, string? Suggestion, params string[] Arguments)
{
    /// <summary>The diagnostic at a node.</summary>
    /// <param name="syntax">The node.</param>
    public Diagnostic ToDiagnostic(SyntaxNode syntax) =>
        Diagnostic.Create(Descriptors.For(Id), syntax.GetLocation(), DeclarationProblem.Properties(Suggestion), Arguments);
}
