using Microsoft.CodeAnalysis;

namespace Starface.Generators.Checks;

/// <summary>A mistake in a constant in code.</summary>
/// <param name="Descriptor">What kind of mistake.</param>
/// <param name="Mend">What a fix should write instead, where that can be told; else null.</param>
/// <param name="Arguments">What the message says.</param>
internal sealed record LiteralMistake(DiagnosticDescriptor Descriptor, string? Mend, params object[] Arguments)
{
    /// <summary>The diagnostic at a node.</summary>
    /// <param name="syntax">The node.</param>
    public Diagnostic At(SyntaxNode syntax) =>
        Diagnostic.Create(Descriptor, syntax.GetLocation(), Mend is null ? null : DiagnosticProperties.Of(Mistake.MendProperty, Mend), Arguments);
}
