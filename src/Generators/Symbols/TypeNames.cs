using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Symbols;

/// <summary>Writes names of types as C# source does.</summary>
internal static class TypeNames
{
    /// <summary>
    /// The names of namespaces, which are long and used by every declaration. A namespace symbol belongs to one compilation, so that an
    /// entry is collected together with it.
    /// </summary>
    private static readonly ConditionalWeakTable<INamespaceSymbol, string> Namespaces = new();

    /// <summary>The name of a type with <c>global::</c>.</summary>
    /// <param name="type">The type.</param>
    public static string FullName(INamedTypeSymbol type)
    {
        if (type.Arity > 0 || type.ContainingType is not null) return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var container = Namespace(type);
        return container.Length == 0 ? "global::" + Escape(type.Name) : $"global::{container}.{Escape(type.Name)}";
    }

    /// <summary>The namespace of a type; empty for the global one.</summary>
    /// <param name="type">The type.</param>
    public static string Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? Namespaces.GetValue(space, Write) : "";

    /// <summary>Whether a type is declared in the namespace of the attributes itself.</summary>
    /// <param name="type">The type.</param>
    public static bool IsInPolicyNamespace(INamedTypeSymbol type) =>
        type is
        {
            ContainingType: null,
            ContainingNamespace: { Name: "Policy", ContainingNamespace: { Name: "Starface", ContainingNamespace.IsGlobalNamespace: true } },
        };

    /// <summary>An identifier, with <c>@</c> before it where it is a keyword.</summary>
    /// <param name="name">The name.</param>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The keywords that declare a type: <c>class</c>, <c>record struct</c> and the like.</summary>
    /// <param name="type">The type.</param>
    public static string Keywords(INamedTypeSymbol type) =>
        (type.TypeKind, type.IsRecord) switch
        {
            (TypeKind.Interface, _) => "interface",
            (TypeKind.Struct, true) => "record struct",
            (TypeKind.Struct, false) => "struct",
            (_, true) => "record",
            _ => "class",
        };

    private static string Write(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer
            ? $"{Namespaces.GetValue(outer, Write)}.{Escape(space.Name)}"
            : Escape(space.Name);
}
