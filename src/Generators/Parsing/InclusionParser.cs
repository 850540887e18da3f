using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Include]</c> and <c>[Exclude]</c> attributes of a policy.</summary>
internal static class InclusionParser
{
    /// <summary>What a policy includes, without what it excludes: each service and peer group once.</summary>
    /// <param name="type">The class of the policy.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="warnings">Receives what is valid and probably not meant.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or an included policy cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    public static IReadOnlyList<IncludedAllowance> Parse(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ICollection<DeclarationProblem> problems,
        ICollection<DeclarationProblem>? warnings,
        ref bool isComplete,
        CancellationToken token)
    {
        // Most policies include nothing.
        if (attributes.First(DeclarationKind.Inclusion) is null && attributes.First(DeclarationKind.Exclusion) is null) return [];
        var included = new List<IncludedAllowance>();
        var policies = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var before = problems.Count;
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Inclusion) continue;
            if (ReadPolicy(type, attributes[i], policies, problems, ref isComplete, token) is not { } policy) continue;
            InclusionChecks.CheckVersion(attributes, attributes[i], policy, warnings);
            Add(type, attributes[i], policy, included, problems);
        }

        // Without all that the policy includes, nothing is known about what an exclusion leaves out. An [Include] that can be removed
        // brings in nothing.
        var isKnown = isComplete && problems.Skip(before).All(problem => problem.Suggestion is "");
        var all = attributes.First(DeclarationKind.Exclusion) is null ? included : [.. included];
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Exclusion) continue;
            if (Exclusion.Read(attributes[i], problems, ref isComplete, token) is not { } exclusion) continue;
            var excluded = included.FindAll(exclusion.Matches);
            included.RemoveAll(exclusion.Matches);
            InclusionChecks.CheckNeverCut(exclusion, excluded, warnings);
            if (excluded.Count == 0 && isKnown) problems.Add(InclusionChecks.WithoutEffect(exclusion, attributes, all));
        }

        // A policy without problems allows nothing twice.
        return policies.Count == 1 && isComplete && problems.Count == before ? included : Distinct(included, problems);
    }

    /// <summary>The included policy; null where it cannot be included.</summary>
    private static PolicyModel? ReadPolicy(
        INamedTypeSymbol type,
        AttributeData attribute,
        HashSet<ISymbol> policies,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token)
    {
        var argument = attribute.AttributeClass!.TypeArguments[0];
        // The compiler reports a static class or a struct, which the attribute's constraint excludes, and an unknown name.
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } policy)
        {
            isComplete = false;
            if (argument.TypeKind is TypeKind.Interface or TypeKind.Delegate or TypeKind.Array)
                problems.Add(NotIncludable(attribute, argument, "it is not a policy; a policy is a class with [Policy]"));
            return null;
        }

        if (AttributeNames.Find(policy, DeclarationKind.Policy) is null)
        {
            problems.Add(NotIncludable(attribute, policy, AttributeNames.Find(policy, DeclarationKind.Service) is null
                ? "it is not a policy; add [Policy] to it, or name a class that has it"
                : $"it is a service; write [Allow<{policy.Name}>]"));
            return null;
        }

        if (FindPath(policy, type, new(SymbolEqualityComparer.Default), token) is { } path)
        {
            var way = string.Join(" → ", path.Prepend(type).Select(step => step.Name));
            problems.Add(new(ProblemIds.InclusionCycle, attribute, ArgumentPlace.TypeArgument(0), type.Name, way)
            {
                Suggestion = path.Count == 1 ? "" : null,
            });
            return null;
        }

        if (!policies.Add(policy))
        {
            problems.Add(new(ProblemIds.RepeatedInclusion, attribute, ArgumentPlace.Attribute, policy.Name) { Suggestion = "" });
            return null;
        }

        if (PolicyParser.Model(policy, token) is not { } model) return null;
        if (model.State == GenerationState.Complete) return model;
        if (policy.DeclaringSyntaxReferences.IsEmpty)
        {
            problems.Add(NotIncludable(
                attribute,
                policy,
                $"assembly '{policy.ContainingAssembly?.Name}' was built without the generator or with errors; build it again"));
            return null;
        }

        isComplete = false;
        return model;
    }

    /// <summary>Whether a policy includes another one, directly or through others.</summary>
    /// <param name="policy">The class of the policy.</param>
    /// <param name="other">The class of the other one.</param>
    /// <param name="token">Cancels the operation.</param>
    public static bool IsCycle(INamedTypeSymbol policy, INamedTypeSymbol other, CancellationToken token) =>
        FindPath(policy, other, new(SymbolEqualityComparer.Default), token) is not null;

    /// <summary>The policies on the way from one to another along their inclusions, both included; null when there is no way.</summary>
    private static List<INamedTypeSymbol>? FindPath(
        INamedTypeSymbol from, INamedTypeSymbol to, HashSet<ISymbol> visited, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (SymbolEqualityComparer.Default.Equals(from, to)) return [from];
        if (!visited.Add(from)) return null;
        foreach (var attribute in from.GetAttributes())
        {
            if (AttributeNames.KindOf(attribute) != DeclarationKind.Inclusion) continue;
            if (attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol next) continue;
            if (FindPath(next, to, visited, token) is not { } path) continue;
            path.Insert(0, from);
            return path;
        }

        return null;
    }

    private static void Add(
        INamedTypeSymbol type,
        AttributeData attribute,
        PolicyModel policy,
        List<IncludedAllowance> included,
        ICollection<DeclarationProblem> problems)
    {
        var declaring = new DeclaringPolicyModel(policy.Id, policy.Type.Name, policy.Type.FullName, policy.Type.Assembly);
        foreach (var allowance in policy.Allowances)
        {
            var inclusion = allowance.IncludedFrom is { } origin
                ? new IncludedAllowance(allowance, origin, attribute)
                : new IncludedAllowance(allowance with { IncludedFrom = declaring }, declaring, attribute);
            if (InclusionChecks.IsNameable(allowance.Service.Type, attribute, type))
            {
                included.Add(inclusion);
                continue;
            }

            problems.Add(NotIncludable(
                attribute,
                attribute.AttributeClass!.TypeArguments[0],
                $"its service '{allowance.Service.Type.Name}' is internal to assembly '{allowance.Service.Type.Assembly}'; "
                    + "make it public"));
        }
    }

    private static List<IncludedAllowance> Distinct(List<IncludedAllowance> included, ICollection<DeclarationProblem> problems)
    {
        var first = new Dictionary<(string, string, string?), IncludedAllowance>(included.Count);
        var distinct = new List<IncludedAllowance>(included.Count);
        foreach (var allowance in included)
        {
            if (!first.TryGetValue(allowance.Allowance.Key, out var other))
            {
                first.Add(allowance.Allowance.Key, allowance);
                distinct.Add(allowance);
            }
            else if (allowance.Declaring != other.Declaring && InclusionChecks.Disagreement(other, allowance) is { } problem)
            {
                problems.Add(problem);
            }
        }

        return distinct;
    }

    private static DeclarationProblem NotIncludable(AttributeData attribute, ITypeSymbol argument, string reason) =>
        DeclarationProblem.OfType(ProblemIds.NotIncludable, attribute, argument, reason);
}
