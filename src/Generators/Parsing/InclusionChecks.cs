using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Generators.Parsing;

/// <summary>Checks what a policy includes and excludes.</summary>
internal static class InclusionChecks
{
    /// <summary>Whether the code that is generated for a policy may name a service that it includes.</summary>
    /// <param name="service">The class of the service.</param>
    /// <param name="inclusion">The <c>[Include]</c> of the policy.</param>
    /// <param name="policy">The class of the policy.</param>
    public static bool IsNameable(TypeModel service, AttributeData inclusion, INamedTypeSymbol policy)
    {
        if (service.IsPublic || service.Assembly == policy.ContainingAssembly.Name) return true;
        return inclusion.AttributeClass!.TypeArguments[0].ContainingAssembly is { } assembly
            && assembly.Name == service.Assembly
            && assembly.GivesAccessTo(policy.ContainingAssembly);
    }

    /// <summary>Warns of an included policy that is for another version of the PBX, whose rows may be others.</summary>
    /// <param name="attributes">The attributes of the policy.</param>
    /// <param name="inclusion">Its <c>[Include]</c>.</param>
    /// <param name="included">The included policy.</param>
    /// <param name="warnings">Receives the warning.</param>
    public static void CheckVersion(
        in DeclaredAttributes attributes, AttributeData inclusion, PolicyModel included, ICollection<DeclarationProblem>? warnings)
    {
        if (warnings is null || included.PbxVersion is not { } version) return;
        var own = AttributeArguments.Named(attributes.First(DeclarationKind.Policy)!, "PbxVersion") as string;
        if (own == version) return;
        warnings.Add(new(
            ProblemIds.OtherVersionIncluded,
            inclusion,
            ArgumentPlace.TypeArgument(0),
            included.Type.Name,
            version,
            own is null ? "the current release" : $"PBX {own}"));
    }

    /// <summary>Warns of excluded flows that must never be cut.</summary>
    /// <param name="exclusion">The exclusion.</param>
    /// <param name="excluded">What it leaves out.</param>
    /// <param name="warnings">Receives the warning.</param>
    public static void CheckNeverCut(
        Exclusion exclusion, IReadOnlyList<IncludedAllowance> excluded, ICollection<DeclarationProblem>? warnings)
    {
        if (warnings is null || excluded.FirstOrDefault(included => included.Allowance.NeverCut) is not { } first) return;
        warnings.Add(new(
            ProblemIds.ExcludedNeverCut,
            exclusion.Attribute,
            ArgumentPlace.Attribute,
            Describe(first.Allowance),
            first.Declaring.Id));
    }

    /// <summary>The problem of an exclusion that leaves nothing out.</summary>
    /// <param name="exclusion">The exclusion.</param>
    /// <param name="attributes">The attributes of the policy.</param>
    /// <param name="included">All that the policy includes, before anything is left out.</param>
    public static DeclarationProblem WithoutEffect(
        Exclusion exclusion, in DeclaredAttributes attributes, IReadOnlyList<IncludedAllowance> included)
    {
        if (included.Any(exclusion.Matches))
            return Problem(ArgumentPlace.Attribute, "another [Exclude] leaves it out already", "remove one of them", "");
        if (AllowsItself(exclusion.Attribute, attributes))
            return Problem(ArgumentPlace.Attribute, "the policy allows it itself", "remove that [Allow] instead", null);
        if (included.Count == 0)
            return Problem(ArgumentPlace.Attribute, "the policy includes nothing", "remove it, or write an [Include]", null);

        var ofService = included.Where(exclusion.IsOfService).ToList();
        if (ofService.Count > 0)
        {
            var groups = ofService.Select(allowance => allowance.Allowance.PeerGroup).OfType<PeerGroupModel>().Distinct().ToList();
            var names = groups.Select(group => group.Name.TrimStart('@')).ToList();
            if (names.Count == 0)
                return Problem(ArgumentPlace.TypeArgument(1), "it is open without a peer group", "leave the group out", null);
            var meant = names.Count == 1 ? names[0] : NearestName.Find(exclusion.PeerGroup!.Name, names);
            return Problem(
                ArgumentPlace.TypeArgument(1),
                $"'{ofService[0].Declaring.Id}' allows it to {RequirementText.And([.. names.Select(name => $"'{name}'")])}",
                meant is null ? "name one of these" : $"did you mean '{meant}'?",
                meant is null ? null : Plain(groups[names.IndexOf(meant)].FullName));
        }

        var services = included.Select(allowance => allowance.Allowance.Service.Type).Distinct().ToList();
        var nearest = NearestName.Find(exclusion.Service.Name, services.Select(service => service.Name));
        return Problem(
            ArgumentPlace.TypeArgument(0),
            "no included policy allows it",
            nearest is null ? "remove it" : $"did you mean '{nearest}'?",
            nearest is null ? null : services.Find(service => service.Name == nearest)!.MetadataName);

        DeclarationProblem Problem(ArgumentPlace place, string reason, string fix, string? suggestion) =>
            new(ProblemIds.ExclusionWithoutEffect, exclusion.Attribute, place, exclusion.Description, reason, fix)
            {
                Suggestion = suggestion,
            };
    }

    /// <summary>The problem of two included policies that allow the same in different ways; null when it is one way.</summary>
    /// <param name="first">The allowance that is included first.</param>
    /// <param name="second">The other one.</param>
    public static DeclarationProblem? Disagreement(IncludedAllowance first, IncludedAllowance second)
    {
        var differences = first.Allowance.DifferencesFrom(second.Allowance);
        if (differences.Count == 0) return null;
        var service = second.Allowance.Service.Type.Name;
        var group = second.Allowance.PeerGroup?.Name.TrimStart('@');
        return new(
            ProblemIds.InclusionsDisagree,
            second.Site,
            ArgumentPlace.TypeArgument(0),
            first.Declaring.Id,
            second.Declaring.Id,
            Describe(second.Allowance),
            RequirementText.And(differences),
            group is null ? $"<{service}>" : $"<{service}, {group}>");
    }

    /// <summary>Whether the policy itself allows what an exclusion names.</summary>
    private static bool AllowsItself(AttributeData exclusion, in DeclaredAttributes attributes)
    {
        var excluded = exclusion.AttributeClass!.TypeArguments;
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes.KindOf(i) != DeclarationKind.Allowance) continue;
            var allowed = attributes[i].AttributeClass!.TypeArguments;
            if (SymbolEqualityComparer.Default.Equals(allowed[0], excluded[0])
                && (excluded.Length == 1
                    || (allowed.Length > 1 && SymbolEqualityComparer.Default.Equals(allowed[1], excluded[1]))))
                return true;
        }

        return false;
    }

    private static string Describe(AllowanceModel allowance) => allowance.PeerGroup is { } group
        ? $"'{allowance.Service.Type.Name}' to '{group.Name.TrimStart('@')}'"
        : $"'{allowance.Service.Type.Name}'";

    private static string Plain(string fullName) => fullName.Replace("global::", "");
}
