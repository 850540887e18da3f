using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Generators.CodeFixes;

/// <summary>Makes a declaration, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPartialFix))]
[Shared]
public sealed class AddPartialFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotPartial];

    private protected override Mending? Find(MistakePlace place, CancellationToken token)
    {
        var types = place.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(type => !IsPartial(type)).ToList();
        return types.Count == 0
            ? null
            : new(
                types.Count == 1 ? $"Make '{types[0].Identifier.ValueText}' partial" : $"Make {string.Join(" and ", types.Select(type => $"'{type.Identifier.ValueText}'"))} partial",
                () => place.Root.ReplaceNodes(types, (_, type) => WithPartial(type)));
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>The keyword stands last of the modifiers; where it is the only one, it takes over the indentation.</summary>
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
