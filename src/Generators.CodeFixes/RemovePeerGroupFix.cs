using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Removes the peer group of an allowance whose service has hosts or addresses of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemovePeerGroupFix))]
[Shared]
public sealed class RemovePeerGroupFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.PeerGroupWithoutUse];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        var list = context.Node.FirstAncestorOrSelf<AttributeSyntax>()?.DescendantNodes().OfType<TypeArgumentListSyntax>().FirstOrDefault();
        if (list is not { Arguments: [var service, var group] }) return null;
        var shortened = list.WithArguments(SyntaxFactory.SingletonSeparatedList(service));
        return new($"Remove '{group}'", () => context.Root.ReplaceNode(list, shortened));
    }
}
