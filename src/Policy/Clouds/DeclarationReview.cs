using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Review;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds;

/// <summary>
/// Everything a reviewer says about a declaration before any instance uses it: what holds on every cloud, and what the clouds' planners
/// would refuse or could not describe, whatever an instance adds.
/// </summary>
internal static class DeclarationReview
{
    /// <summary>The remarks about a service, in the order of its requirements.</summary>
    public static IReadOnlyList<Remark> Review(ServiceDefinition service, ImmutableArray<CloudTarget> clouds) =>
        InOrder(ServiceReview.Review(service).Concat(service.Requirements.SelectMany((requirement, index) => Review(service, requirement, index, clouds))));

    /// <summary>The remarks about a policy, in the order of its allowances.</summary>
    public static IReadOnlyList<Remark> Review(PolicyDefinition policy, ImmutableArray<CloudTarget> clouds) =>
        InOrder(PolicyReview.Review(policy).Concat(Shortages(policy, clouds)));

    private static IEnumerable<Remark> Review(ServiceDefinition service, Requirement requirement, int index, ImmutableArray<CloudTarget> clouds)
    {
        foreach (var cloud in clouds)
        {
            if (cloud.FindGap(requirement.Protocol, requirement.Ports) is { } gap)
                yield return Remark.Warning(
                    FindingIds.NotExpressible, index, RemarkPart.Protocol,
                    $"{cloud.Name} cannot express {RequirementText.Of(requirement)} of service '{service.Id}': {gap}; an instance on {cloud.Name} cannot be planned with it");
        }

        if (requirement.Source.Length > 0 && !CloudText.Carries(requirement.Source))
            yield return Remark.Warning(
                FindingIds.UnreadableSource, index, RemarkPart.Source,
                $"The source '{requirement.Source}' has no letter or digit that the description of a cloud's rule can carry, so that the rule does not say where it comes from; write it in Latin letters");
    }

    private static IEnumerable<Remark> Shortages(PolicyDefinition policy, ImmutableArray<CloudTarget> clouds)
    {
        if (SmallestInstance.Of(policy) is not { } instance) yield break;
        foreach (var cloud in clouds)
        {
            if (cloud.FindShortage(instance) is { } why)
                yield return Remark.Warning(
                    FindingIds.QuotaExceeded, -1, RemarkPart.Whole,
                    $"Policy '{policy.Id}' does not fit into {cloud.Name} even where all peer groups are one IPv4 address: {why}; allow fewer services, or join ports to ranges");
        }
    }

    private static IReadOnlyList<Remark> InOrder(IEnumerable<Remark> remarks) =>
        [.. remarks.OrderBy(remark => remark.Index).ThenBy(remark => remark.Finding.Id, StringComparer.Ordinal)];
}
