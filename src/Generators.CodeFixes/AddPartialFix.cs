using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Makes a declaration and its containing types partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix))]
[Shared]
public sealed class AddPartialFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.NotPartial];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        var types = context.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !IsPartial(type)).ToList();
        if (types.Count == 0) return null;
        var names = string.Join(" and ", types.Select(type => $"'{type.Identifier.ValueText}'"));
        return new($"Make {names} partial", () => context.Root.ReplaceNodes(types, (_, type) => WithPartial(type)));
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The keyword has to be the last modifier. As the only one, it gets the indentation of the declaration.</summary>
    private static TypeDeclarationSyntax WithPartial(TypeDeclarationSyntax type)
    {
        var partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (type.Modifiers.Count > 0) return type.AddModifiers(partial);
        var indentation = type.Keyword.LeadingTrivia;
        return (TypeDeclarationSyntax)type
            .WithKeyword(type.Keyword.WithLeadingTrivia())
            .WithModifiers([partial.WithLeadingTrivia(indentation)]);
    }
}
