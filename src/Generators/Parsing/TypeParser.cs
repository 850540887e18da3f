using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Reads what is needed to write another part of a class.</summary>
internal static class TypeParser
{
    /// <summary>Namespaces of a compilation by their symbols, which live no longer than it does: their names are long and asked for often.</summary>
    private static readonly ConditionalWeakTable<INamespaceSymbol, string> Namespaces = new();

    private static readonly List<ContainerModel> NoContainers = [];

    /// <summary>Reads a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Ends the reading.</param>
    public static TypeModel Parse(INamedTypeSymbol type, CancellationToken token)
    {
        var containers = type.ContainingType is null ? NoContainers : [];
        var metadataName = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, new(KeywordsOf(outer), Escape(outer.Name)));
            metadataName = outer.MetadataName + "+" + metadataName;
        }

        var container = NamespaceOf(type);
        var name = Escape(type.Name);
        var path = containers.Count == 0 ? name : string.Join(".", containers.Select(outer => outer.Name).Append(name));
        var plainNamespace = container.IndexOf('@') < 0 ? container : container.Replace("@", "");
        return new(
            container,
            containers.Count == 0 ? default : new([.. containers]),
            KeywordsOf(type),
            name,
            "global::" + (container.Length == 0 ? path : container + "." + path),
            plainNamespace.Length == 0 ? metadataName : plainNamespace + "." + metadataName,
            type.ContainingAssembly?.Name ?? "",
            IsDocumented(type, token));
    }

    /// <summary>The name of a type with <c>global::</c>.</summary>
    /// <param name="type">The type.</param>
    public static string FullNameOf(INamedTypeSymbol type)
    {
        if (type.Arity > 0 || type.ContainingType is not null) return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var container = NamespaceOf(type);
        return container.Length == 0 ? "global::" + Escape(type.Name) : $"global::{container}.{Escape(type.Name)}";
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

    private static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? Namespaces.GetValue(space, Written) : "";

    private static string Written(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Namespaces.GetValue(outer, Written)}.{Escape(space.Name)}" : Escape(space.Name);

    private static bool IsDocumented(INamedTypeSymbol type, CancellationToken token)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)) continue;
            var syntax = reference.GetSyntax(token);
            // A flag of the node, which spares the way to its first token.
            if (!syntax.HasStructuredTrivia) continue;
            foreach (var trivia in syntax.GetLeadingTrivia())
                if (trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
                    return true;
        }

        return false;
    }
}
