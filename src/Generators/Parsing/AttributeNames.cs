using Microsoft.CodeAnalysis;

namespace Starface.Generators.Parsing;

/// <summary>The names of the attributes of the declarations.</summary>
internal static class AttributeNames
{
    /// <summary>The attribute of services.</summary>
    public const string Service = Namespace + ".ServiceAttribute";

    /// <summary>The attribute of policies.</summary>
    public const string Policy = Namespace + ".PolicyAttribute";

    private const string Namespace = "Starface.Policy";

    /// <summary>What an attribute means to us.</summary>
    /// <param name="attribute">The attribute.</param>
    public static DeclarationKind KindOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type && KindOf(type) is not DeclarationKind.None and var kind && IsOurs(type) ? kind : DeclarationKind.None;

    /// <summary>Whether an attribute says that its assembly has a catalogue.</summary>
    /// <param name="attribute">The attribute.</param>
    public static bool IsCatalogue(AttributeData attribute) => attribute.AttributeClass is { Name: "PolicyCatalogAttribute" } type && IsOurs(type);

    /// <summary>The first attribute of a kind on a type, or null.</summary>
    /// <param name="type">The type.</param>
    /// <param name="kind">The kind.</param>
    public static AttributeData? Find(INamedTypeSymbol type, DeclarationKind kind)
    {
        foreach (var attribute in type.GetAttributes())
            if (KindOf(attribute) == kind)
                return attribute;
        return null;
    }

    /// <summary>What the name of an attribute's class means if the class is ours.</summary>
    private static DeclarationKind KindOf(INamedTypeSymbol type) =>
        type.Name switch
        {
            "ServiceAttribute" => DeclarationKind.Service,
            "PolicyAttribute" => DeclarationKind.Policy,
            "InboundAttribute" or "OutboundAttribute" => DeclarationKind.Requirement,
            "RemoteHostAttribute" => DeclarationKind.RemoteHost,
            "NeedsAttribute" when type.Arity == 1 => DeclarationKind.Companion,
            "AllowAttribute" when type.Arity is 1 or 2 => DeclarationKind.Allowance,
            _ => DeclarationKind.None,
        };

    private static bool IsOurs(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Policy", ContainingNamespace: { Name: "Starface", ContainingNamespace.IsGlobalNamespace: true } } };
}
