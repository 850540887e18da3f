using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Allows the service of a catalog in place of one with the same ports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AllowCatalogServiceFix))]
[Shared]
public sealed class AllowCatalogServiceFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.RepeatedService];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { } metadataName) return null;
        if (context.Node.FirstAncestorOrSelf<TypeSyntax>(type => type.Parent is TypeArgumentListSyntax) is not { } argument) return null;
        if (context.Semantics.Compilation.GetTypeByMetadataName(metadataName) is not { } service) return null;
        var name = service.ToMinimalDisplayString(context.Semantics, argument.SpanStart);
        return new(
            $"Allow '{name}'",
            () => context.Root.ReplaceNode(argument, SyntaxFactory.ParseTypeName(name).WithTriviaFrom(argument)));
    }
}
