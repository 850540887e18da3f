using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Reads what is needed to write another part of a class.</summary>
internal static class TypeParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>Reads a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Ends the reading.</param>
    public static TypeModel Parse(INamedTypeSymbol type, CancellationToken token)
    {
        var containers = new List<ContainerModel>();
        var metadataName = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, new(KeywordsOf(outer), Escape(outer.Name)));
            metadataName = outer.MetadataName + "+" + metadataName;
        }

        var container = type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceFormat) : "";
        var path = string.Join(".", containers.Select(outer => outer.Name).Append(Escape(type.Name)));
        var plainNamespace = container.Replace("@", "");
        return new(
            container,
            [.. containers],
            KeywordsOf(type),
            Escape(type.Name),
            "global::" + (container.Length == 0 ? path : container + "." + path),
            plainNamespace.Length == 0 ? metadataName : plainNamespace + "." + metadataName,
            type.ContainingAssembly?.Name ?? "",
            IsDocumented(type, token));
    }

    /// <summary>A name as it is written in C#.</summary>
    /// <param name="name">The name.</param>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>What a type is in C#: <c>class</c>, <c>record struct</c> and the like.</summary>
    /// <param name="type">The type.</param>
    public static string KeywordsOf(INamedTypeSymbol type) =>
        (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Interface, _) => "interface",
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (_, true) => "record",
            _ => "class",
        };

    private static bool IsDocumented(INamedTypeSymbol type, CancellationToken token)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) continue;
            foreach (var trivia in reference.GetSyntax(token).GetLeadingTrivia())
                if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
                    return true;
        }

        return false;
    }
}
