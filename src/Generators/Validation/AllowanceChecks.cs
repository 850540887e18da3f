using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Policy.Problems;

namespace Starface.Generators.Validation;

/// <summary>Checks whether an allowance fits its service and appears once.</summary>
internal static class AllowanceChecks
{
    /// <summary>Adds the problems of an allowance.</summary>
    /// <param name="attribute">The attribute of the allowance.</param>
    /// <param name="allowance">The allowance.</param>
    /// <param name="before">The allowances of the policy before it, by their keys; this one is added.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(
        AttributeData attribute,
        AllowanceModel allowance,
        Dictionary<(string, string, string?), AllowanceModel> before,
        ICollection<DeclarationProblem> problems)
    {
        var (service, group) = (allowance.Service, allowance.PeerGroup);
        if (before.TryGetValue(allowance.Key, out var first))
        {
            var isSame = first.DifferencesFrom(allowance).Count == 0;
            problems.Add(new(ProblemIds.RepeatedAllowance, attribute, ArgumentPlace.Attribute, Repeated(first, isSame))
            {
                Suggestion = isSame ? "" : null,
            });
            return;
        }

        before.Add(allowance.Key, allowance);
        // Invalid requirements are missing from the model, so that nothing is known about whether all or none of them need peers.
        if (service.State != GenerationState.Complete || service.Requirements.Count == 0) return;
        if (group is null && service.Requirements.FirstOrDefault(requirement => requirement.NeedsPeers) is { } open)
            problems.Add(new(ProblemIds.PeerGroupMissing, attribute, ArgumentPlace.TypeArgument(0), service.Type.Name, Describe(open)));
        else if (group is not null && !service.Requirements.Any(requirement => requirement.NeedsPeers))
            problems.Add(new(
                ProblemIds.PeerGroupWithoutUse, attribute, ArgumentPlace.TypeArgument(1), group.Name.TrimStart('@'), service.Type.Name));
    }

    private static string Describe(RequirementModel requirement) =>
        $"{requirement.Direction} {requirement.Protocol} {requirement.Ports}".ToLowerInvariant();

    /// <summary>The arguments of the message about an allowance that repeats another one.</summary>
    private static string[] Repeated(AllowanceModel first, bool isSame)
    {
        var (service, group) = (first.Service.Type.Name, first.PeerGroup?.Name.TrimStart('@'));
        var types = group is null ? service : $"{service}, {group}";
        var whom = group is null ? "" : $" to '{group}'";
        return first.IncludedFrom is not { } declaring
            ? [service, whom, "remove the repetition"]
            : [
                service,
                $"{whom} by the included policy '{declaring.Id}'",
                isSame ? "remove the repetition" : $"remove it, or leave the other out with [Exclude<{types}>]",
            ];
    }
}
