using Microsoft.CodeAnalysis;

namespace Starface.Generators.Symbols;

/// <summary>Chooses the one part of a class for which code is generated, where several parts have the same attribute by accident.</summary>
internal static class DeclarationSite
{
    /// <summary>Whether an attribute is written on a part of a class.</summary>
    /// <param name="context">The part.</param>
    /// <param name="attribute">The first attribute of its kind on the class, or null.</param>
    /// <remarks>The full span adds comments and white space around the part. It is faster, because the part stores it.</remarks>
    public static bool IsFirst(GeneratorAttributeSyntaxContext context, AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == context.TargetNode.SyntaxTree
        && context.TargetNode.FullSpan.Contains(reference.Span);
}
