using Starface.Policy.Review;

namespace Starface.Policy.Scenarios;

/// <summary>What a policy allows of a scenario, before an instance fills its peer groups.</summary>
internal static class ScenarioSupport
{
    /// <summary>Why a scenario works with no instance of a policy, as the end of a sentence; null where it may work.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="policy">The policy.</param>
    public static string? WhyNever(ScenarioDefinition scenario, PolicyDefinition policy)
    {
        foreach (var step in scenario.Steps)
        {
            var groups = AllowedGroups(scenario, step, policy);
            foreach (var row in step.Requirements)
            {
                if (!row.AppliesTo(policy.PbxVersion)) continue;
                if (row.NeedsPeers && groups.Count == 0) return WhyNoGroup(scenario, step);
                foreach (var group in row.NeedsPeers ? groups : (IReadOnlyList<string?>)[null])
                {
                    if (policy.Allowances.Any(allowance => MayOpen(allowance, row, group, policy.PbxVersion))) continue;
                    return $"{step.Symptom}, because it does not allow '{step.Service.Id}' ({RequirementText.Describe(row)})"
                        + (group is null ? "" : $" to '{group}'");
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The peer groups that may take part in a step: those to which the policy allows the service of the first step with these groups.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="step">The step.</param>
    /// <param name="policy">The policy.</param>
    public static IReadOnlyList<string> AllowedGroups(ScenarioDefinition scenario, ScenarioStep step, PolicyDefinition policy)
    {
        var service = FirstWithGroupsOf(scenario, step).Service.Id;
        return
        [
            .. step.PeerGroups.Where(group => policy.Allowances.Any(
                allowance => allowance.PeerGroup == group && allowance.Service.Id == service)),
        ];
    }

    /// <summary>Why no peer group takes part in a step.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="step">The step.</param>
    public static string WhyNoGroup(ScenarioDefinition scenario, ScenarioStep step) =>
        $"the policy allows '{FirstWithGroupsOf(scenario, step).Service.Id}' to none of "
            + RequirementText.And([.. step.PeerGroups.Select(group => $"'{group}'")]);

    private static ScenarioStep FirstWithGroupsOf(ScenarioDefinition scenario, ScenarioStep step) =>
        scenario.Steps.First(other => other.PeerGroups.SequenceEqual(step.PeerGroups, StringComparer.Ordinal));

    /// <summary>Whether an allowance may open some of a row for a peer group, whatever an instance gives: never a wrong no.</summary>
    private static bool MayOpen(Allowance allowance, Requirement row, string? group, PbxVersion? version) =>
        allowance.Service.Requirements.Any(other =>
            other.AppliesTo(version)
            && other.Direction == row.Direction
            && (other.Protocol == row.Protocol || other.Protocol == Protocol.Any)
            && (other.Ports.Overlaps(row.Ports) || MayMoveOnto(other, row))
            && (!row.NeedsPeers || !other.NeedsPeers || allowance.PeerGroup == group || allowance.PeerGroup == PeerGroupId.Anywhere));

    /// <summary>Whether a setting of either may bring the ports together; what has fewer ports than the row never is all of it.</summary>
    private static bool MayMoveOnto(Requirement other, Requirement row) =>
        (other.Setting is not null || row.Setting is not null) && other.Ports.Count >= row.Ports.Count;
}
