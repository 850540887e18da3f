using Starface.Policy.Problems;

namespace Starface.Policy.Review;

/// <summary>
/// Finds settings with the same default port. A PBX cannot listen on it for both, and moving one of them does not close the port.
/// </summary>
internal static class SettingConflicts
{
    /// <summary>The conflicts within a service.</summary>
    public static IEnumerable<Problem> Within(ServiceDefinition service) =>
        Find(service.Requirements.Select((requirement, index) => (requirement, index)))
            .Select(conflict => conflict.Problem.At(conflict.Index, DeclarationPart.Setting));

    /// <summary>The conflicts between the services of a policy.</summary>
    public static IEnumerable<Problem> Between(PolicyDefinition policy)
    {
        var rows = policy.Allowances
            .SelectMany((allowance, index) => allowance.Service.Requirements.Select(requirement => (requirement, index)))
            .ToList();
        return Find(rows)
            .Where(conflict => policy.Allowances[conflict.Index].Service.Id != policy.Allowances[conflict.FirstIndex].Service.Id)
            .Select(conflict => conflict.Problem.At(conflict.Index, DeclarationPart.Service));
    }

    /// <summary>One conflict for each pair of settings.</summary>
    private static IEnumerable<(int Index, int FirstIndex, Problem Problem)> Find(IEnumerable<(Requirement Requirement, int Index)> rows)
    {
        var before = new List<(Requirement Requirement, int Index)>();
        var seen = new HashSet<(string, string)>();
        foreach (var (requirement, index) in rows)
        {
            if (requirement.Setting is not { } name || requirement.Direction != Direction.Inbound) continue;
            foreach (var (other, otherIndex) in before)
            {
                var isConflict = other.Setting != name && other.Protocol == requirement.Protocol && other.Ports.Overlaps(requirement.Ports);
                if (isConflict && seen.Add((other.Setting!, name))) yield return (index, otherIndex, Conflict(other, requirement));
            }

            before.Add((requirement, index));
        }
    }

    private static Problem Conflict(Requirement first, Requirement second) => ProblemTable.Create(
        ProblemIds.SettingsClaimOnePort,
        first.Setting!,
        RequirementText.DescribeWithoutSetting(first),
        second.Setting!,
        RequirementText.DescribeWithoutSetting(second));
}
