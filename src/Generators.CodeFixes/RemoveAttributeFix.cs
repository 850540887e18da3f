using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Removes a redundant attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveAttributeFix))]
[Shared]
public sealed class RemoveAttributeFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        ProblemIds.RepeatedAllowance,
        ProblemIds.InclusionCycle,
        ProblemIds.ExclusionWithoutEffect,
        ProblemIds.RepeatedInclusion,
        ProblemIds.ScenarioAttributeWithoutEffect,
        ProblemIds.CoveredRequirement,
        ProblemIds.CoveredByUnion,
        ProblemIds.RedundantAllowance,
    ];

    /// <summary>With an empty suggestion, the analyzer says that removing the attribute changes nothing.</summary>
    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not "") return null;
        if (context.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax list } attribute) return null;
        SyntaxNode removed = list.Attributes.Count == 1 ? list : attribute;
        return new($"Remove [{attribute}]", () => context.Root.RemoveNode(removed, OptionsFor(removed))!);
    }

    /// <summary>Keeps comments and directives before the attribute, but not its indentation.</summary>
    private static SyntaxRemoveOptions OptionsFor(SyntaxNode removed) =>
        removed.GetLeadingTrivia().All(trivia => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia)
            ? SyntaxRemoveOptions.KeepNoTrivia
            : SyntaxRemoveOptions.KeepLeadingTrivia;
}
