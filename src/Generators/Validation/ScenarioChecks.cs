using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Policy;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Generators.Validation;

/// <summary>Checks the texts, steps and substitutes of a scenario.</summary>
internal static class ScenarioChecks
{
    /// <summary>Checks that a text that people read is given.</summary>
    /// <param name="attribute">The attribute that gives it.</param>
    /// <param name="name">The name of the argument.</param>
    /// <param name="text">The text, or null.</param>
    /// <param name="of">What the text is about.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void CheckText(
        AttributeData attribute, string name, string? text, string of, ICollection<DeclarationProblem> problems)
    {
        if (!string.IsNullOrWhiteSpace(text)) return;
        problems.Add(new(
            ProblemIds.ScenarioTextMissing,
            attribute,
            text is null ? ArgumentPlace.Attribute : ArgumentPlace.For(name),
            name.ToLowerInvariant(),
            of,
            name == "Title" ? "Title = \"...\" with what happens when the scenario works" : "Symptom = \"...\" with what a person sees"));
    }

    /// <summary>Checks that a step is about a requirement of its service, fits it, and is not there already.</summary>
    /// <param name="attribute">The attribute of the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="before">The steps before it.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void CheckStep(
        AttributeData attribute, StepModel step, List<StepModel> before, ICollection<DeclarationProblem> problems)
    {
        var service = step.Service.Type.Name;
        if (before.Exists(step.IsSameFlow))
        {
            problems.Add(WithoutEffect(
                attribute, ArgumentPlace.Attribute, $"The [Step] of '{service}'", "another one is about the same flow", ""));
            return;
        }

        // Invalid requirements are missing from the model, so that nothing is known about what the service does not require.
        if (step.Service.State != GenerationState.Complete) return;
        var requirements = step.Requirements.ToList();
        if (requirements.Count == 0)
            problems.Add(WithoutRequirement(attribute, step));
        else if (step.PeerGroup is null && requirements.Find(requirement => requirement.NeedsPeers) is { } open)
            problems.Add(new(
                ProblemIds.PeerGroupOfStep,
                attribute,
                ArgumentPlace.TypeArgument(0),
                service,
                $"needs a peer group: its requirement {Describe(open)} names no host and no addresses",
                $"[Step<{service}, TPeer>] with the group that takes part"));
        else if (step.PeerGroup is { } group && !requirements.Exists(requirement => requirement.NeedsPeers))
            problems.Add(new(
                ProblemIds.PeerGroupOfStep,
                attribute,
                ArgumentPlace.TypeArgument(1),
                service,
                $"names the peer group '{group.Name.TrimStart('@')}', but its requirement names its own hosts or addresses",
                $"[Step<{service}>]"));
    }

    /// <summary>Checks that a substitute takes part in a step.</summary>
    /// <param name="attribute">The attribute of the substitute.</param>
    /// <param name="group">The group that steps name.</param>
    /// <param name="other">The group that may take part in its place.</param>
    /// <param name="isRepeated">Whether the same substitute is declared before.</param>
    /// <param name="attributes">The attributes of the scenario.</param>
    /// <param name="problems">Receives the problem.</param>
    public static void CheckSubstitute(
        AttributeData attribute,
        PeerGroupModel group,
        PeerGroupModel other,
        bool isRepeated,
        in DeclaredAttributes attributes,
        ICollection<DeclarationProblem> problems)
    {
        var reason = isRepeated ? "it is declared twice"
            : group == other ? "it is the same group"
            : !IsNamed(group, attributes) ? $"no [Step] names '{group.Name.TrimStart('@')}'"
            : null;
        if (reason is null) return;
        problems.Add(WithoutEffect(
            attribute,
            isRepeated ? ArgumentPlace.Attribute : ArgumentPlace.TypeArgument(group == other ? 1 : 0),
            $"The [Substitute] of '{group.Name.TrimStart('@')}'",
            reason,
            isRepeated || group == other ? "" : null));
    }

    private static bool IsNamed(PeerGroupModel group, in DeclaredAttributes attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes.KindOf(i) != DeclarationKind.Step) continue;
            if (attributes[i].AttributeClass!.TypeArguments is [_, INamedTypeSymbol named] && TypeNames.FullName(named) == group.FullName)
                return true;
        }

        return false;
    }

    private static DeclarationProblem WithoutRequirement(AttributeData attribute, StepModel step)
    {
        var wanted = step.Host is { } host ? $"{Key(step)} to {host}" : Key(step);
        var known = step.Service.Requirements
            .Select(requirement => step.Host is null ? Describe(requirement) : RequirementText.Describe(requirement.ToRequirement()))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new(
            ProblemIds.StepWithoutRequirement,
            attribute,
            ArgumentPlace.Attribute,
            step.Service.Type.Name,
            wanted,
            known.Count == 0 ? "it requires nothing" : $"it requires {RuleText.Few(known)}",
            known.Count == 0 ? "name another service" : "name one of its requirements, with the ports as declared");
    }

    private static string Key(StepModel step)
    {
        var protocol = $"{RuleText.Describe(step.Direction)} {RuleText.Describe(step.Protocol)}";
        if (step.From is not { } from) return protocol;
        return step.To == from
            ? FormattableString.Invariant($"{protocol} {from}")
            : FormattableString.Invariant($"{protocol} {from}-{step.To}");
    }

    private static string Describe(RequirementModel requirement) =>
        $"{requirement.Direction} {requirement.Protocol} {requirement.Ports}".ToLowerInvariant();

    private static DeclarationProblem WithoutEffect(
        AttributeData attribute, ArgumentPlace place, string what, string reason, string? suggestion) =>
        new(ProblemIds.ScenarioAttributeWithoutEffect, attribute, place, what, reason, "remove it") { Suggestion = suggestion };
}
