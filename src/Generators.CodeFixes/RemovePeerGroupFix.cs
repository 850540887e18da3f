using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Generators.CodeFixes;

/// <summary>Removes the peer group of an allowance whose service names its remote sides itself.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemovePeerGroupFix))]
[Shared]
public sealed class RemovePeerGroupFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.PeerGroupWithoutUse];

    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>()?.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault() is not { Arguments: [var service, var group] } list)
            return null;
        return new($"Remove '{group}'", () => place.Root.ReplaceNode(list, list.WithArguments(SyntaxFactory.SingletonSeparatedList(service))));
    }
}
