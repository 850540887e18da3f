using System.Runtime.CompilerServices;
using Starface.Generators.Models;
using Starface.Policy;
using Starface.Policy.Review;

namespace Starface.Generators.Validation;

/// <summary>Tells what a review finds in a policy from what it found already in the policies that it includes.</summary>
internal static class IncludedReview
{
    /// <summary>The findings of each policy, which many may include. A model is collected together with its compilation.</summary>
    private static readonly ConditionalWeakTable<PolicyModel, HashSet<string>> Findings = new();

    /// <summary>The problems of a policy that none of the included ones has: those are reported there.</summary>
    /// <param name="found">What a review of the policy found.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="included">The policies that it includes directly.</param>
    public static IEnumerable<Problem> WithoutKnown(
        IEnumerable<Problem> found, PolicyModel policy, IReadOnlyList<PolicyModel> included) =>
        found.Where(problem => problem.DeclarationPlace!.Index < 0
            || policy.Allowances[problem.DeclarationPlace.Index].IncludedFrom is null
            || !included.Any(other => Findings.GetValue(other, Review).Contains(Key(problem, policy))));

    private static HashSet<string> Review(PolicyModel policy) =>
        policy.State == GenerationState.Complete
        && policy.Allowances.All(allowance => allowance.Service.State == GenerationState.Complete)
            ? new(
                PolicyReview.Review(policy.ToDefinition())
                    .Where(problem => problem.DeclarationPlace!.Index >= 0)
                    .Select(problem => Key(problem, policy)),
                StringComparer.Ordinal)
            : [];

    /// <summary>What makes problems of two policies the same one: the allowance and the message, without the id of the policy.</summary>
    private static string Key(Problem problem, PolicyModel policy)
    {
        var (assembly, service, group) = policy.Allowances[problem.DeclarationPlace!.Index].Key;
        return string.Join("\n", [problem.Id, assembly, service, group, .. problem.Arguments.Values.Where(value => value != policy.Id)]);
    }
}
