using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Settings that claim a port another setting has: a PBX cannot listen on it for both, and moving one does not close it.</summary>
internal static class SettingConflicts
{
    /// <summary>The conflicts within a service.</summary>
    public static IEnumerable<Remark> Within(ServiceDefinition service) =>
        Find(service.Requirements.Select((requirement, index) => (requirement, index)))
            .Select(conflict => Remark.Warning(FindingIds.SettingsClaimOnePort, conflict.Index, RemarkPart.Setting, conflict.Message));

    /// <summary>The conflicts between the services of a policy.</summary>
    public static IEnumerable<Remark> Between(PolicyDefinition policy)
    {
        var rows = policy.Allowances.SelectMany((allowance, index) => allowance.Service.Requirements.Select(requirement => (requirement, index))).ToList();
        return Find(rows)
            .Where(conflict => policy.Allowances[conflict.Index].Service.Id != policy.Allowances[conflict.FirstIndex].Service.Id)
            .Select(conflict => Remark.Warning(FindingIds.SettingsClaimOnePort, conflict.Index, RemarkPart.Service, conflict.Message));
    }

    /// <summary>One conflict for each pair of settings.</summary>
    private static IEnumerable<(int Index, int FirstIndex, string Message)> Find(IEnumerable<(Requirement Requirement, int Index)> rows)
    {
        var before = new List<(Requirement Requirement, int Index)>();
        var seen = new HashSet<(string, string)>();
        foreach (var (requirement, index) in rows)
        {
            if (requirement.Setting is not { } name || requirement.Direction != Direction.Inbound) continue;
            foreach (var (other, otherIndex) in before)
            {
                if (other.Setting == name || other.Protocol != requirement.Protocol || !other.Ports.Overlaps(requirement.Ports) || !seen.Add((other.Setting!, name))) continue;
                yield return (index, otherIndex,
                    $"The settings '{other.Setting}' ({RequirementText.Of(other with { Setting = null })}) and '{name}' ({RequirementText.Of(requirement with { Setting = null })}) claim one port; "
                        + "give them one name if they are the same port of the PBX, else different defaults");
            }

            before.Add((requirement, index));
        }
    }
}
