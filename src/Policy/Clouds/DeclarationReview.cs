using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Review;

namespace Starface.Policy.Clouds;

/// <summary>
/// Reviews a declaration before any instance uses it: what holds on every cloud, and what the clouds' planners would refuse or could not
/// describe, whatever an instance adds.
/// </summary>
internal static class DeclarationReview
{
    /// <summary>The problems of a service, in the order of its requirements.</summary>
    public static IReadOnlyList<Problem> Review(ServiceDefinition service, ImmutableArray<CloudTarget> clouds) =>
        InOrder(
            ServiceReview.Review(service)
                .Concat(service.Requirements.SelectMany((requirement, index) => Review(service, requirement, index, clouds))));

    /// <summary>The problems of a policy, in the order of its allowances.</summary>
    public static IReadOnlyList<Problem> Review(PolicyDefinition policy, ImmutableArray<CloudTarget> clouds) =>
        InOrder(PolicyReview.Review(policy).Concat(FindShortages(policy, clouds)));

    private static IEnumerable<Problem> Review(
        ServiceDefinition service, Requirement requirement, int index, ImmutableArray<CloudTarget> clouds)
    {
        foreach (var cloud in clouds)
        {
            if (cloud.FindGap(requirement.Protocol, requirement.Ports) is not { } gap) continue;
            yield return ProblemTable.Create(ProblemIds.NotExpressible, cloud.Name, RequirementText.Describe(requirement), service.Id, gap)
                .At(index, DeclarationPart.Protocol);
        }

        if (requirement.Source.Length > 0 && !CloudText.Carries(requirement.Source))
            yield return ProblemTable.Create(ProblemIds.UnreadableSource, requirement.Source).At(index, DeclarationPart.Source);
    }

    private static IEnumerable<Problem> FindShortages(PolicyDefinition policy, ImmutableArray<CloudTarget> clouds)
    {
        if (SmallestInstance.From(policy) is not { } instance) yield break;
        foreach (var cloud in clouds)
        {
            if (cloud.FindShortage(instance) is not { } why) continue;
            yield return ProblemTable.Create(ProblemIds.QuotaExceeded, policy.Id, cloud.Name, why).At(-1, DeclarationPart.Whole);
        }
    }

    private static IReadOnlyList<Problem> InOrder(IEnumerable<Problem> problems) =>
        [.. problems.OrderBy(problem => problem.DeclarationPlace!.Index).ThenBy(problem => problem.Id, StringComparer.Ordinal)];
}
