using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Checks;

namespace Starface.Generators.CodeFixes;

/// <summary>Writes the lowest TLS version that the vendor supports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RaiseTlsFix))]
[Shared]
public sealed class RaiseTlsFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.OutdatedTls];

    /// <summary>Only the name of a member is written over: a constant of one's own may be right elsewhere.</summary>
    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        if (!place.Diagnostic.Properties.TryGetValue(Mistake.MendProperty, out var mend) || mend is null) return null;
        var name = place.Node is MemberAccessExpressionSyntax access ? access.Name : place.Node as SimpleNameSyntax;
        return name is not null && place.Semantics.GetSymbolInfo(name, token).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum }
            ? new($"Write '{mend}'", () => place.Root.ReplaceNode(name, SyntaxFactory.IdentifierName(mend).WithTriviaFrom(name)))
            : null;
    }
}
