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
    /// <param name="service">The service it opens.</param>
    /// <param name="group">Its peer group, or null.</param>
    /// <param name="before">The allowances of the policy before it, by their attribute's type; this one is added.</param>
    /// <param name="problems">Receives the problems.</param>
    public static void Check(
        AttributeData attribute,
        ServiceModel service,
        PeerGroupModel? group,
        Dictionary<ISymbol, AttributeData> before,
        ICollection<DeclarationProblem> problems)
    {
        // Two allowances of one service and one group have the same constructed type, such as Allow<Sip, Phones>.
        var opening = attribute.AttributeClass!;
        if (before.TryGetValue(opening, out var first))
        {
            var whom = group is null ? "" : $" to '{group.Name.TrimStart('@')}'";
            problems.Add(new(ProblemIds.RepeatedAllowance, attribute, ArgumentPlace.Attribute, service.Type.Name, whom)
            {
                Suggestion = HaveSameArguments(first, attribute) ? "" : null,
            });
            return;
        }

        before.Add(opening, attribute);
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

    private static bool HaveSameArguments(AttributeData first, AttributeData second) =>
        first.NamedArguments.Length == second.NamedArguments.Length
        && first.NamedArguments.All(argument => second.NamedArguments.Contains(argument));
}
