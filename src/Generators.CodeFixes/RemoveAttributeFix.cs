using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Checks;

namespace Starface.Generators.CodeFixes;

/// <summary>Removes an attribute that says nothing new.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix))]
[Shared]
public sealed class RemoveAttributeFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.RepeatedAllowance,
        DiagnosticIds.CoveredRequirement,
        DiagnosticIds.CoveredByUnion,
        DiagnosticIds.RedundantAllowance,
    ];

    /// <summary>An empty mend says that nothing is lost with the attribute.</summary>
    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        if (!place.Diagnostic.Properties.TryGetValue(Mistake.MendProperty, out var mend) || mend is not "") return null;
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute) return null;
        SyntaxNode removed = list.Attributes.Count == 1 ? list : attribute;
        return new($"Remove [{attribute}]", () => place.Root.RemoveNode(removed, OptionsFor(removed))!);
    }

    /// <summary>Comments and directives before the attribute stay; its own indentation goes.</summary>
    private static SyntaxRemoveOptions OptionsFor(SyntaxNode removed) =>
        removed.GetLeadingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            ? SyntaxRemoveOptions.KeepNoTrivia
            : SyntaxRemoveOptions.KeepLeadingTrivia;
}
