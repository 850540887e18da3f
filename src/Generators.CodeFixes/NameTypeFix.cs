using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>
/// Names another class: the service of a catalog in place of one with the same ports, or the service or peer group that an exclusion means.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameTypeFix))]
[Shared]
public sealed class NameTypeFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.RepeatedService, ProblemIds.ExclusionWithoutEffect];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { Length: > 0 } metadataName) return null;
        if (context.Node.FirstAncestorOrSelf<TypeSyntax>(type => type.Parent is TypeArgumentListSyntax) is not { } argument) return null;
        if (context.Semantics.Compilation.GetTypeByMetadataName(metadataName) is not { } service) return null;
        var name = service.ToMinimalDisplayString(context.Semantics, argument.SpanStart);
        var verb = context.Diagnostic.Id == ProblemIds.RepeatedService ? "Allow" : "Exclude";
        return new(
            $"{verb} '{name}'",
            () => context.Root.ReplaceNode(argument, SyntaxFactory.ParseTypeName(name).WithTriviaFrom(argument)));
    }
}
