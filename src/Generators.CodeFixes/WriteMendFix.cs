using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Checks;

namespace Starface.Generators.CodeFixes;

/// <summary>Writes the text that was probably meant: the network of an address with host bits, the ports of an inverted range, the host of a URL, an id in small letters.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteMendFix))]
[Shared]
public sealed class WriteMendFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.MalformedId,
        DiagnosticIds.MalformedHostName,
        DiagnosticIds.MalformedSettingName,
        DiagnosticIds.MalformedPrefix,
        DiagnosticIds.MalformedPortText,
        DiagnosticIds.MalformedPeerLiteral,
        DiagnosticIds.MalformedPrefixLiteral,
        DiagnosticIds.MalformedPortsLiteral,
        DiagnosticIds.MalformedPinnedHost,
        DiagnosticIds.MalformedExpiry,
    ];

    /// <summary>A text that is put together from others, or named by a constant, is not written over: its parts may be right elsewhere.</summary>
    private protected override Mending? Find(MistakePlace place, CancellationToken token) =>
        place.Diagnostic.Properties.TryGetValue(Mistake.MendProperty, out var mend) && mend is not null
        && place.Node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
            ? new($"Write \"{mend}\"", () => place.Root.ReplaceNode(literal, Literal(mend).WithTriviaFrom(literal)))
            : null;

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
