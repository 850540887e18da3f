using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Writes the lowest TLS version that the vendor supports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseTlsFix))]
[Shared]
public sealed class RaiseTlsFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.OutdatedTls];

    /// <summary>Replaces the name of an enumeration member only: a user-defined constant may be right where else it is used.</summary>
    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { } member) return null;
        var name = context.Node is MemberAccessExpressionSyntax access ? access.Name : context.Node as SimpleNameSyntax;
        if (name is null) return null;
        return context.Semantics.GetSymbolInfo(name, token).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum }
            ? new($"Write '{member}'", () => context.Root.ReplaceNode(name, SyntaxFactory.IdentifierName(member).WithTriviaFrom(name)))
            : null;
    }
}
