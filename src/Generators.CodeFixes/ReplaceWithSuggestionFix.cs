using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>
/// Writes the valid text that the analyzer suggests: the network of an address with host bits, the ports of an inverted range, the host of
/// a URL, an id in lower case, the digest of a permission.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplaceWithSuggestionFix))]
[Shared]
public sealed class ReplaceWithSuggestionFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        ProblemIds.MalformedId,
        ProblemIds.MalformedHostName,
        ProblemIds.MalformedSettingName,
        ProblemIds.MalformedPrefix,
        ProblemIds.MalformedPortText,
        ProblemIds.MalformedPeerLiteral,
        ProblemIds.MalformedPrefixLiteral,
        ProblemIds.MalformedPortsLiteral,
        ProblemIds.MalformedPinnedHost,
        ProblemIds.MalformedExpiry,
        ProblemIds.ChangedSinceReview,
    ];

    /// <summary>Replaces literals only: a constant, or the parts of a concatenation, may be right where else they are used.</summary>
    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { } suggestion) return null;
        return context.Node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            ? new($"Write \"{suggestion}\"", () => context.Root.ReplaceNode(literal, Literal(suggestion).WithTriviaFrom(literal)))
            : null;
    }

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
