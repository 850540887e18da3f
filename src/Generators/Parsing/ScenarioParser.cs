using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy.Problems;

namespace Starface.Generators.Parsing;

/// <summary>Reads a scenario from the attributes of its class.</summary>
internal static class ScenarioParser
{
    /// <summary>
    /// The scenarios of an assembly by their classes, so that one that many policies support is parsed once. An assembly symbol belongs to
    /// one compilation and does not change.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ConcurrentDictionary<INamedTypeSymbol, ScenarioModel>> Models = new();

    /// <summary>The scenario declared at a syntax node; null when nothing can be generated for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ScenarioModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol type
        && DeclarationSite.IsFirst(context, AttributeNames.Find(type, DeclarationKind.Scenario))
        && Model(type, token) is { State: not GenerationState.Skipped } scenario
            ? scenario
            : null;

    /// <summary>
    /// The scenario that a class declares; null when it declares none. It is parsed once in a compilation, however many policies support
    /// it.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ScenarioModel? Model(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.ContainingAssembly is not { } assembly) return Parse(type, [], token);
        var models = Models.GetValue(assembly, static _ => new(SymbolEqualityComparer.Default));
        if (models.TryGetValue(type, out var known)) return known;
        // Another thread may parse the same class meanwhile; both use the first result.
        return Parse(type, [], token) is { } model ? models.GetOrAdd(type, model) : null;
    }

    /// <summary>The scenario that a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="problems">Receives the problems of the scenario, but not those of its services.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ScenarioModel? Parse(INamedTypeSymbol type, ICollection<DeclarationProblem> problems, CancellationToken token)
    {
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Scenario) is not { } attribute) return null;
        var before = problems.Count;
        var isComplete = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        var title = AttributeArguments.Named(attribute, "Title") as string;
        if (isComplete)
        {
            NameChecks.CheckId(attribute, id, problems);
            ScenarioChecks.CheckText(attribute, "Title", title, $"scenario '{id}'", problems);
        }

        var steps = StepParser.Parse(attributes, problems, ref isComplete, token);
        if (attributes.First(DeclarationKind.Step) is null)
            problems.Add(new(ProblemIds.ScenarioWithoutSteps, attribute, ArgumentPlace.Attribute, id ?? ""));
        var scenario = new ScenarioModel(TypeParser.Parse(type, token), GenerationState.Complete, id ?? "", title ?? id ?? "", steps);
        if (!CanComplete(type, attributes, scenario, problems, token)) return scenario with { State = GenerationState.Skipped };
        return isComplete && problems.Count == before ? scenario : scenario with { State = GenerationState.StubOnly };
    }

    private static bool CanComplete(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ScenarioModel scenario,
        ICollection<DeclarationProblem> problems,
        CancellationToken token)
    {
        // In another assembly, the class has been completed or not; the build of that assembly reported why.
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return type.GetMembers("Definition").Any(member => member is IPropertySymbol { IsStatic: true });
        if (!ShapeChecks.CheckType(type, attributes, DeclarationKind.Scenario, problems, token)) return false;
        if (!ShapeChecks.MayClash(type, scenario, IsMember)) return true;
        foreach (var name in Members)
            if (!ShapeChecks.CheckName(type, attributes.First(DeclarationKind.Scenario)!, name, problems))
                return false;
        return true;
    }

    private static readonly string[] Members = ["Id", "Definition"];

    private static bool IsMember(ScenarioModel scenario, string name) => Array.IndexOf(Members, name) >= 0;
}
