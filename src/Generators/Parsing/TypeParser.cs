using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Generators.Models;
using Starface.Generators.Symbols;

namespace Starface.Generators.Parsing;

/// <summary>Reads what is needed to write another part of a class.</summary>
internal static class TypeParser
{
    private static readonly List<ContainerModel> NoContainers = [];

    /// <summary>Reads a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Cancels the operation.</param>
    public static TypeModel Parse(INamedTypeSymbol type, CancellationToken token)
    {
        var containers = type.ContainingType is null ? NoContainers : [];
        var metadataName = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, new(TypeNames.Keywords(outer), TypeNames.Escape(outer.Name)));
            metadataName = outer.MetadataName + "+" + metadataName;
        }

        var container = TypeNames.Namespace(type);
        var name = TypeNames.Escape(type.Name);
        var path = containers.Count == 0 ? name : string.Join(".", containers.Select(outer => outer.Name).Append(name));
        var plainNamespace = container.IndexOf('@') < 0 ? container : container.Replace("@", "");
        return new(
            container,
            containers.Count == 0 ? default : new([.. containers]),
            TypeNames.Keywords(type),
            name,
            container.Length == 0 ? "global::" + path : $"global::{container}.{path}",
            plainNamespace.Length == 0 ? metadataName : plainNamespace + "." + metadataName,
            type.ContainingAssembly?.Name ?? "",
            IsDocumented(type, token),
            IsPublic(type));
    }

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
            if (current.DeclaredAccessibility != Accessibility.Public)
                return false;
        return true;
    }

    private static bool IsDocumented(INamedTypeSymbol type, CancellationToken token)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) continue;
            var syntax = reference.GetSyntax(token);
            // A flag of the node, which is faster than looking for its first token.
            if (!syntax.HasStructuredTrivia) continue;
            foreach (var trivia in syntax.GetLeadingTrivia())
            {
                if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)) return true;
                if (trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)) return true;
            }
        }

        return false;
    }
}
