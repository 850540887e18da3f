using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;
using Starface.Policy.Scenarios;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Supports]</c> attributes of a policy, and those of the policies that it includes.</summary>
internal static class SupportParser
{
    /// <summary>The scenarios that work with a policy: those of included policies, then its own, each once.</summary>
    /// <param name="type">The class of the policy.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="allowances">What it allows.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or a scenario cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    public static EquatableArray<SupportModel> Parse(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        EquatableArray<AllowanceModel> allowances,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token)
    {
        List<SupportModel>? supports = null;
        if (attributes.First(DeclarationKind.Inclusion) is not null) AddIncluded(type, attributes, allowances, ref supports, token);
        var own = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Support) continue;
            if (Read(attributes[i], problems, ref isComplete, token) is not { } scenario) continue;
            if (!own.Add(attributes[i].AttributeClass!.TypeArguments[0]))
            {
                problems.Add(new(
                    ProblemIds.ScenarioAttributeWithoutEffect,
                    attributes[i],
                    ArgumentPlace.Attribute,
                    $"The [Supports] of '{scenario.Type.Name}'",
                    "the policy has it twice",
                    "remove the repetition")
                {
                    Suggestion = "",
                });
            }

            Add(SupportModel.From(scenario), ref supports);
        }

        return supports is null ? default : new([.. supports]);
    }

    /// <summary>Checks that a policy allows what the scenarios need that it supports.</summary>
    /// <param name="type">The class of the policy.</param>
    /// <param name="policy">The policy, which is valid.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="token">Cancels the operation.</param>
    public static void Check(
        INamedTypeSymbol type, PolicyModel policy, ICollection<DeclarationProblem> problems, CancellationToken token)
    {
        if (policy.Supports.Count == 0) return;
        var definition = policy.ToDefinition();
        foreach (var attribute in type.GetAttributes())
        {
            if (AttributeNames.KindOf(attribute) != DeclarationKind.Support) continue;
            if (attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol named) continue;
            // The problems of an invalid scenario are reported there.
            if (ScenarioParser.Model(named, token) is not { State: GenerationState.Complete } scenario) continue;
            if (ScenarioSupport.WhyNever(scenario.ToDefinition(), definition) is not { } reason) continue;
            problems.Add(new(ProblemIds.NotSupported, attribute, ArgumentPlace.TypeArgument(0), scenario.Id, policy.Id, reason));
        }
    }

    private static ScenarioModel? Read(
        AttributeData attribute, ICollection<DeclarationProblem> problems, ref bool isComplete, CancellationToken token)
    {
        var argument = attribute.AttributeClass!.TypeArguments[0];
        // The compiler reports a static class or a struct, which the attribute's constraint excludes, and an unknown name.
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
        {
            isComplete = false;
            if (argument.TypeKind is TypeKind.Interface or TypeKind.Delegate or TypeKind.Array)
                problems.Add(NotAScenario(attribute, argument, "a scenario is a class with [Scenario]"));
            return null;
        }

        if (ScenarioParser.Model(named, token) is not { } scenario)
        {
            problems.Add(NotAScenario(attribute, argument, "add [Scenario] to it, or name a class that has it"));
            return null;
        }

        if (scenario.State != GenerationState.Skipped) return scenario;
        if (named.DeclaringSyntaxReferences.IsEmpty)
        {
            problems.Add(NotAScenario(
                attribute,
                argument,
                $"assembly '{named.ContainingAssembly?.Name}' was built without the generator or with errors; build it again"));
        }

        isComplete = false;
        return null;
    }

    /// <summary>
    /// What included policies support stays supported where the policy allows all of theirs that a step may need.
    /// </summary>
    private static void AddIncluded(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        EquatableArray<AllowanceModel> allowances,
        ref List<SupportModel>? supports,
        CancellationToken token)
    {
        HashSet<(string, string, string?)>? allowed = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes.KindOf(i) != DeclarationKind.Inclusion) continue;
            // Most policies support nothing, and an included one has been parsed before, unless it cannot be included.
            if (attributes[i].AttributeClass!.TypeArguments[0] is not INamedTypeSymbol named
                || PolicyParser.Known(named) is { Supports.Count: 0 }
                || SymbolEqualityComparer.Default.Equals(named, type)
                || AttributeNames.Find(named, DeclarationKind.Policy) is null
                || InclusionParser.IsCycle(named, type, token)
                || PolicyParser.Model(named, token) is not { } policy)
            {
                continue;
            }

            allowed ??= [.. allowances.Select(allowance => allowance.Key)];
            var lost = policy.Allowances.Where(allowance => !allowed.Contains(allowance.Key)).ToList();
            foreach (var support in policy.Supports)
            {
                if (lost.Exists(allowance => support.Flows.Any(flow => flow.Needs(allowance)))) continue;
                // Generated code cannot name what is internal to another assembly.
                if (support.Type.IsPublic || support.Type.Assembly == type.ContainingAssembly.Name) Add(support, ref supports);
            }
        }
    }

    private static void Add(SupportModel support, ref List<SupportModel>? supports)
    {
        supports ??= [];
        if (!supports.Exists(known => known.Type == support.Type)) supports.Add(support);
    }

    private static DeclarationProblem NotAScenario(AttributeData attribute, ITypeSymbol argument, string reason) =>
        DeclarationProblem.OfType(ProblemIds.NotAScenario, attribute, argument, reason);
}
