using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Checks;

namespace Starface.Generators.CodeFixes;

/// <summary>Allows the catalogue's service in place of one with the same ports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AllowCatalogueServiceFix))]
[Shared]
public sealed class AllowCatalogueServiceFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.RepeatedService];

    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        if (!place.Diagnostic.Properties.TryGetValue(Mistake.MendProperty, out var mend) || mend is null) return null;
        if (place.Node.FirstAncestorOrSelf<TypeSyntax>(type => type.Parent is TypeArgumentListSyntax) is not { } argument) return null;
        if (place.Semantics.Compilation.GetTypeByMetadataName(mend) is not { } service) return null;
        var name = service.ToMinimalDisplayString(place.Semantics, argument.SpanStart);
        return new($"Allow '{name}'", () => place.Root.ReplaceNode(argument, SyntaxFactory.ParseTypeName(name).WithTriviaFrom(argument)));
    }
}
