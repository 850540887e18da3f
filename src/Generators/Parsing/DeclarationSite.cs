using Microsoft.CodeAnalysis;

namespace Starface.Generators.Parsing;

/// <summary>Tells the one syntax node that a declaration is generated for from others that carry the same attribute by mistake.</summary>
internal static class DeclarationSite
{
    /// <summary>Whether the attribute stands on the node.</summary>
    /// <param name="context">The node.</param>
    /// <param name="attribute">The first attribute of its kind on the type, or null.</param>
    public static bool IsFirst(GeneratorAttributeSyntaxContext context, AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.Span.Contains(reference.Span);
}
