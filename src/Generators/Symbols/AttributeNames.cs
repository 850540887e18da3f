using Microsoft.CodeAnalysis;

namespace Starface.Generators.Symbols;

/// <summary>Recognises the attributes of declarations by their names.</summary>
internal static class AttributeNames
{
    /// <summary>The full name of the attribute that declares a service.</summary>
    public const string Service = Namespace + ".ServiceAttribute";

    /// <summary>The full name of the attribute that declares a policy.</summary>
    public const string Policy = Namespace + ".PolicyAttribute";

    /// <summary>The full name of the attribute that declares a scenario.</summary>
    public const string Scenario = Namespace + ".ScenarioAttribute";

    private const string Namespace = "Starface.Policy";

    /// <summary>Whether a compilation references the attributes.</summary>
    /// <param name="compilation">The compilation.</param>
    public static bool AreReferenced(Compilation compilation) => compilation.GetTypeByMetadataName(Service) is not null;

    /// <summary>What an attribute declares; <see cref="DeclarationKind.None"/> when it is not one of Starface.Policy.</summary>
    /// <param name="attribute">The attribute.</param>
    public static DeclarationKind KindOf(AttributeData attribute) =>
        attribute.AttributeClass is { } type
        && KindOf(type) is not DeclarationKind.None and var kind
        && TypeNames.IsInPolicyNamespace(type)
            ? kind
            : DeclarationKind.None;

    /// <summary>Whether an attribute marks an assembly as having a catalog.</summary>
    /// <param name="attribute">The attribute.</param>
    public static bool IsCatalog(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "PolicyCatalogAttribute" } type && TypeNames.IsInPolicyNamespace(type);

    /// <summary>Whether an attribute forbids the policies of an assembly some flows.</summary>
    /// <param name="attribute">The attribute.</param>
    public static bool IsForbid(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "ForbidAttribute" } type && TypeNames.IsInPolicyNamespace(type);

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

    /// <summary>The kind by the name of the attribute's class, before its namespace is compared.</summary>
    private static DeclarationKind KindOf(INamedTypeSymbol type) =>
        type.Name switch
        {
            "ServiceAttribute" => DeclarationKind.Service,
            "PolicyAttribute" => DeclarationKind.Policy,
            "InboundAttribute" or "OutboundAttribute" => DeclarationKind.Requirement,
            "RemoteHostAttribute" => DeclarationKind.RemoteHost,
            "NeedsAttribute" when type.Arity == 1 => DeclarationKind.Need,
            "AllowAttribute" when type.Arity is 1 or 2 => DeclarationKind.Allowance,
            "IncludeAttribute" when type.Arity == 1 => DeclarationKind.Inclusion,
            "ExcludeAttribute" when type.Arity is 1 or 2 => DeclarationKind.Exclusion,
            "ScenarioAttribute" => DeclarationKind.Scenario,
            "StepAttribute" when type.Arity is 1 or 2 => DeclarationKind.Step,
            "SubstituteAttribute" when type.Arity == 2 => DeclarationKind.Substitute,
            "SupportsAttribute" when type.Arity == 1 => DeclarationKind.Support,
            _ => DeclarationKind.None,
        };
}
