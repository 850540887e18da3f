using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Verbs.Show;

/// <summary>What a policy opens before any instance says who plays its peer groups.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Version">The PBX version; null is the current release.</param>
/// <param name="Rows">The rows in the order of direction, protocol and ports.</param>
/// <param name="Empty">The allowed services of which nothing applies.</param>
internal sealed record PolicyTable(PolicyDefinition Policy, PbxVersion? Version, ImmutableArray<PolicyTableRow> Rows, ImmutableArray<ServiceDefinition> Empty)
{
    /// <summary>The table of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="version">The PBX version; null is the current release.</param>
    public static PolicyTable From(PolicyDefinition policy, PbxVersion? version)
    {
        var asked =
            from allowance in policy.Allowances
            from requirement in allowance.Service.Requirements
            where requirement.AppliesTo(version)
            group new PolicyTableEntry(allowance, requirement) by (requirement.Direction, requirement.Protocol, requirement.Ports, requirement.Setting) into row
            orderby row.Key.Direction, row.Key.Protocol, row.Key.Ports, row.Key.Setting
            select new PolicyTableRow(row.Key.Direction, row.Key.Protocol, row.Key.Ports, row.Key.Setting, [.. row]);
        return new PolicyTable(
            policy, version, [.. asked], [.. policy.Services.Where(service => !service.Requirements.Any(requirement => requirement.AppliesTo(version)))]);
    }
}
