using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>Finds the row of a service that a denied flow was probably meant for, and why it opens nothing here.</summary>
internal static class MeantRow
{
    /// <summary>Why a row that the policy allows is closed for the instance, in a sentence; null where there is none.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="flow">The denied flow.</param>
    public static string? FindClosed(FirewallPolicy policy, Flow flow)
    {
        var (definition, arguments) = (policy.Definition, policy.Arguments);
        return (
            from allowance in definition.Allowances
            from row in allowance.Service.Requirements
            where IsMeant(row, row.Ports, flow) || IsMeant(row, arguments.PortsOf(row), flow)
            let why = WhyClosed(policy, allowance, row, flow)
            where why is not null
            let ports = IsMeant(row, arguments.PortsOf(row), flow) ? arguments.PortsOf(row) : row.Ports
            select $"{Words(row, ports)} of {allowance.Service.Id} {why}").FirstOrDefault();
    }

    /// <summary>The services with the port that the policy does not allow, in a sentence; null where none has it.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="catalog">The policies there are, or null.</param>
    /// <param name="flow">The denied flow.</param>
    public static string? FindNotAllowed(FirewallPolicy policy, PolicyCatalog? catalog, Flow flow)
    {
        if (catalog is null) return null;
        var own = policy.Definition.Services;
        var viewpoint = own.IsEmpty ? Viewpoint.Pbx : own[0].Viewpoint;
        var services = (
            from service in catalog.Services
            where service.Viewpoint == viewpoint && !own.Any(allowed => allowed.Id == service.Id)
            from row in service.Requirements
            where IsMeant(row, row.Ports, flow)
            select (service.Id, Words: $"{Words(row, row.Ports)} is for service {service.Id} ({service.Title})"))
            .GroupBy(found => found.Id, StringComparer.Ordinal)
            .Select(found => found.First())
            .ToList();
        return services.Count == 0
            ? null
            : $"{string.Join("; ", services.Select(found => found.Words))}, which policy {policy.Definition.Id} does not allow";
    }

    private static string? WhyClosed(FirewallPolicy policy, Allowance allowance, Requirement row, Flow flow)
    {
        var arguments = policy.Arguments;
        if (!row.AppliesTo(policy.PbxVersion))
            return $"does not apply to {(policy.PbxVersion is { } version ? $"PBX {version}" : "the current PBX release")}";
        if (!IsMeant(row, arguments.PortsOf(row), flow)) return $"was moved to {arguments.PortsOf(row)} by the setting {row.Setting}";
        if (row is { Host: { } host, Addresses.IsEmpty: true } && !arguments.Hosts.ContainsKey(host))
            return $"stays closed until {host} has addresses: run 'starface-policy resolve', or pin them in the stack's 'hosts'";
        return row.NeedsPeers && allowance.PeerGroup is { } group && !arguments.Peers.ContainsKey(group) && group != PeerGroupId.Anywhere
            ? $"is open to the optional peer group {group}, which this instance leaves out"
            : null;
    }

    /// <summary>Whether a flow is about the port of a row.</summary>
    private static bool IsMeant(Requirement row, PortRange ports, Flow flow) =>
        new FlowRange(row.Direction, row.Protocol, flow.ToRange().Remote, ports).Contains(flow);

    private static string Words(Requirement row, PortRange ports) =>
        $"{RuleText.Describe(row.Direction)} {RuleText.Describe(row.Protocol)} {RuleText.Ports(row.Protocol, ports)}";
}
