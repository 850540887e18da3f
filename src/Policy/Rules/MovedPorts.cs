using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>
/// Finds settings that an instance moves to a port of another requirement. The PBX cannot listen on one port for both, and the rules would
/// open it to the peers of both.
/// </summary>
internal static class MovedPorts
{
    /// <summary>A problem for each setting and service with the same port; overlapping defaults are a problem of the declaration.</summary>
    public static IEnumerable<Problem> Find(PolicyDefinition definition, PolicyArguments arguments, PbxVersion? version)
    {
        if (!arguments.MovePorts(definition)) return [];
        var rows = (
            from service in definition.Services
            from requirement in service.Requirements
            where requirement.Direction == Direction.Inbound && requirement.AppliesTo(version)
            select (Service: service.Id, Requirement: requirement, Ports: arguments.PortsOf(requirement))).ToList();
        return (
            from moved in rows
            where moved.Requirement.Setting is { } name && arguments.Settings.ContainsKey(name)
            from other in rows
            where other.Requirement.Protocol == moved.Requirement.Protocol
                && other.Requirement.Setting != moved.Requirement.Setting
                && other.Ports.Overlaps(moved.Ports)
                && !other.Requirement.Ports.Overlaps(moved.Requirement.Ports)
            select Problem.Warning(
                ProblemIds.SettingsClaimOnePort,
                $"Setting '{moved.Requirement.Setting}' is {moved.Ports}, which service '{other.Service}' uses as well "
                    + $"({new RuleKey(Direction.Inbound, other.Requirement.Protocol, other.Ports)})",
                "choose another port") with
            {
                ConfigKey = KeyOf(moved.Requirement.Setting!),
            }).Distinct();
    }

    /// <summary>The key under which an instance moves a setting.</summary>
    /// <param name="setting">The setting.</param>
    public static string KeyOf(string setting) => "settings." + setting;
}
