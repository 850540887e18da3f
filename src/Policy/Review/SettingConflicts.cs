using Starface.Policy.Flows;
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

    /// <summary>A conflict for each setting, with the first one before it that has the port; one for two settings.</summary>
    private static IEnumerable<(int Index, int FirstIndex, Problem Problem)> Find(IEnumerable<(Requirement Requirement, int Index)> rows)
    {
        var known = new HashSet<(string, Protocol, PortRange)>();
        var before = new List<(Requirement Requirement, int Index)>();
        var seen = new HashSet<(string, string)>();
        foreach (var (requirement, index) in rows)
        {
            if (requirement.Setting is not { } name || requirement.Direction != Direction.Inbound) continue;
            if (!known.Add((name, requirement.Protocol, requirement.Ports))) continue;
            var first = before.FindIndex(other => other.Requirement.Protocol == requirement.Protocol
                && other.Requirement.Ports.Overlaps(requirement.Ports)
                && other.Requirement.Setting != name);
            if (first >= 0 && seen.Add((before[first].Requirement.Setting!, name)))
                yield return (index, before[first].Index, Conflict(before[first].Requirement, requirement));
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
