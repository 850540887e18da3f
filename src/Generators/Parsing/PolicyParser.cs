using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Naming;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;

namespace Starface.Generators.Parsing;

/// <summary>Reads a policy from the attributes of its class, of the services it opens and of the policies it includes.</summary>
internal static class PolicyParser
{
    /// <summary>
    /// The policies of an assembly by their classes, so that one that many others include is parsed once. An assembly symbol belongs to one
    /// compilation and does not change.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ConcurrentDictionary<INamedTypeSymbol, PolicyModel>> Models = new();

    /// <summary>The policy declared at a syntax node; null when nothing can be generated for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Cancels the operation.</param>
    public static PolicyModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol type
        && DeclarationSite.IsFirst(context, AttributeNames.Find(type, DeclarationKind.Policy))
        && Model(type, token) is { State: not GenerationState.Skipped } policy
            ? policy
            : null;

    /// <summary>
    /// The policy that a class declares; null when it declares none. It is parsed once in a compilation, however many policies include it.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Cancels the operation.</param>
    public static PolicyModel? Model(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.ContainingAssembly is not { } assembly) return Parse(type, [], token);
        var models = Models.GetValue(assembly, static _ => new(SymbolEqualityComparer.Default));
        if (models.TryGetValue(type, out var known)) return known;
        // Another thread may parse the same class meanwhile; both use the first result.
        return Parse(type, [], token) is { } model ? models.GetOrAdd(type, model) : null;
    }

    /// <summary>The policy that a class declares, if it has been parsed in its compilation already.</summary>
    /// <param name="type">The class.</param>
    public static PolicyModel? Known(INamedTypeSymbol type) =>
        type.ContainingAssembly is { } assembly
        && Models.TryGetValue(assembly, out var models)
        && models.TryGetValue(type, out var known)
            ? known
            : null;

    /// <summary>The policy that a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="problems">Receives the problems of the policy, but not those of its services.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="sites">Receives the attribute of each allowance of the model, in their order; an <c>[Include]</c> for several.</param>
    /// <param name="warnings">Receives what is valid and probably not meant.</param>
    public static PolicyModel? Parse(
        INamedTypeSymbol type,
        ICollection<DeclarationProblem> problems,
        CancellationToken token,
        ICollection<AttributeData>? sites = null,
        ICollection<DeclarationProblem>? warnings = null)
    {
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Policy) is not { } attribute) return null;
        var before = problems.Count;
        var isComplete = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        if (isComplete) NameChecks.CheckId(attribute, id, problems);
        var version = AttributeArguments.Named(attribute, "PbxVersion") as string;
        if (VersionChecks.Read(attribute, "PbxVersion", version, problems) is null) version = null;
        var allowances = AllowanceParser.Parse(type, attributes, problems, warnings, ref isComplete, token, sites);
        var policy = new PolicyModel(
            TypeParser.Parse(type, token),
            GenerationState.Complete,
            id ?? "",
            AttributeArguments.Named(attribute, "Title") as string ?? id ?? "",
            version,
            allowances,
            SupportParser.Parse(type, attributes, allowances, problems, ref isComplete, token));
        if (!CanComplete(type, attributes, policy, problems, token)) return policy with { State = GenerationState.Skipped };
        return isComplete && problems.Count == before ? policy : policy with { State = GenerationState.StubOnly };
    }

    /// <summary>The policies that a policy includes directly.</summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Cancels the operation.</param>
    public static IReadOnlyList<PolicyModel> Included(INamedTypeSymbol type, CancellationToken token)
    {
        List<PolicyModel>? policies = null;
        foreach (var attribute in type.GetAttributes())
        {
            if (AttributeNames.KindOf(attribute) != DeclarationKind.Inclusion) continue;
            if (attribute.AttributeClass!.TypeArguments[0] is INamedTypeSymbol included && Model(included, token) is { } policy)
                (policies ??= []).Add(policy);
        }

        return policies ?? [];
    }

    private static bool CanComplete(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        PolicyModel policy,
        ICollection<DeclarationProblem> problems,
        CancellationToken token)
    {
        if (!ShapeChecks.CheckType(type, attributes, DeclarationKind.Policy, problems, token)) return false;
        if (!ShapeChecks.MayClash(type, policy, PolicyMembers.MayContain)) return true;
        foreach (var name in PolicyMembers.Names(policy))
            if (!ShapeChecks.CheckName(type, attributes.First(DeclarationKind.Policy)!, name, problems))
                return false;
        return true;
    }
}
