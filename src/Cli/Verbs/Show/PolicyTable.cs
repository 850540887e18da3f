using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Verbs.Show;

/// <summary>What a policy opens, before an instance fills its peer groups.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The PBX version; null is the current release.</param>
/// <param name="Rows">The rows in the order of direction, protocol and ports.</param>
/// <param name="Empty">The allowed services of which no requirement applies.</param>
internal sealed record PolicyTable(
    PolicyDefinition Policy, PbxVersion? Version, ImmutableArray<PolicyTableRow> Rows, ImmutableArray<ServiceDefinition> Empty)
{
    /// <summary>The table of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="version">The PBX version; null is the current release.</param>
    public static PolicyTable From(PolicyDefinition policy, PbxVersion? version)
    {
        var entries = from allowance in policy.Allowances
                      from requirement in allowance.Service.Requirements
                      where requirement.AppliesTo(version)
                      select new PolicyTableEntry(allowance, requirement);
        var rows = entries
            .GroupBy(entry => (entry.Requirement.Direction, entry.Requirement.Protocol, entry.Requirement.Ports, entry.Requirement.Setting))
            .OrderBy(row => row.Key.Direction)
            .ThenBy(row => row.Key.Protocol)
            .ThenBy(row => row.Key.Ports)
            .ThenBy(row => row.Key.Setting, StringComparer.Ordinal)
            .Select(row => new PolicyTableRow(row.Key.Direction, row.Key.Protocol, row.Key.Ports, row.Key.Setting, [.. row]));
        var empty = policy.Services.Where(service => !service.Requirements.Any(requirement => requirement.AppliesTo(version)));
        return new PolicyTable(policy, version, [.. rows], [.. empty]);
    }
}
