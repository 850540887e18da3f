using Microsoft.CodeAnalysis;
using Starface.Generators.Checks;
using Starface.Generators.Emission;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Reads a policy from the attributes of its class and of the services it names.</summary>
internal static class PolicyParser
{
    /// <summary>The policy declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public static PolicyModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol type
        && DeclarationSite.IsFirst(context, AttributeNames.Find(type, DeclarationKind.Policy))
        && Parse(type, [], token) is { Soundness: not Soundness.Withheld } policy
            ? policy
            : null;

    /// <summary>The policy a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="mistakes">Takes the mistakes of the policy; those of its services belong to the services.</param>
    /// <param name="token">Ends the reading.</param>
    /// <param name="sites">Takes the attribute of each allowance of the model, in their order.</param>
    public static PolicyModel? Parse(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token, ICollection<AttributeData>? sites = null)
    {
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Policy) is not { } attribute) return null;
        var before = mistakes.Count;
        var sound = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        if (sound) NameChecks.CheckId(attribute, id, mistakes);
        var version = AttributeArguments.Named(attribute, "PbxVersion") as string;
        if (!VersionChecks.Read(attribute, "PbxVersion", version, mistakes, out _)) version = null;
        var allowances = AllowanceParser.Parse(type, attributes, mistakes, ref sound, token, sites);
        var policy = new PolicyModel(
            TypeParser.Parse(type, token),
            Soundness.Sound,
            id ?? "",
            AttributeArguments.Named(attribute, "Title") as string ?? id ?? "",
            version,
            allowances);
        var soundness = CanComplete(type, attributes, policy, mistakes, token) switch
        {
            false => Soundness.Withheld,
            true when !sound || mistakes.Count > before => Soundness.Faulty,
            true => Soundness.Sound,
        };
        return soundness == Soundness.Sound ? policy : policy with { Soundness = soundness };
    }

    private static bool CanComplete(
        INamedTypeSymbol type, in DeclaredAttributes attributes, PolicyModel policy, ICollection<Mistake> mistakes, CancellationToken token)
    {
        if (!ShapeChecks.Check(type, attributes, DeclarationKind.Policy, mistakes, token)) return false;
        if (!ShapeChecks.MayBeInTheWay(type, policy, PolicyMembers.MayBeNamed)) return true;
        foreach (var name in PolicyMembers.NamesOf(policy))
            if (!ShapeChecks.CheckFree(type, attributes.First(DeclarationKind.Policy)!, name, mistakes))
                return false;
        return true;
    }
}
