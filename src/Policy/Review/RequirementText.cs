using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Writes requirements and allowances for messages.</summary>
internal static class RequirementText
{
    /// <summary>A requirement, such as <c>inbound tcp 443 (WebPort)</c>.</summary>
    public static string Describe(Requirement requirement) => Describe(requirement, requirement.Ports);

    /// <summary>A requirement with the ports that an instance has for it.</summary>
    public static string Describe(Requirement requirement, PortRange ports) =>
        $"{Key(requirement, ports)}{(requirement.Setting is { } name ? $" ({name})" : "")}{Host(requirement)}";

    /// <summary>A requirement without the name of its setting, such as <c>inbound tcp 443</c>.</summary>
    public static string DescribeWithoutSetting(Requirement requirement) => $"{Key(requirement, requirement.Ports)}{Host(requirement)}";

    /// <summary>An allowance, such as <c>'sip' for 'phones'</c>.</summary>
    public static string Describe(Allowance allowance) =>
        allowance.PeerGroup is { } group ? $"'{allowance.Service.Id}' for '{group}'" : $"'{allowance.Service.Id}'";

    /// <summary>A list with "and" before its last item.</summary>
    public static string And(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";

    private static RuleKey Key(Requirement requirement, PortRange ports) => new(requirement.Direction, requirement.Protocol, ports);

    private static string Host(Requirement requirement) =>
        requirement.Host is { } host ? $" {(requirement.Direction == Direction.Inbound ? "from" : "to")} {host}" : "";
}
