using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Writes requirements and allowances for messages.</summary>
internal static class RequirementText
{
    /// <summary>A requirement, such as <c>inbound tcp 443 (WebPort)</c>.</summary>
    public static string Of(Requirement requirement)
    {
        var setting = requirement.Setting is { } name ? $" ({name})" : "";
        var host = requirement.Host is { } remote ? $" {(requirement.Direction == Direction.Inbound ? "from" : "to")} {remote}" : "";
        return $"{new RuleKey(requirement.Direction, requirement.Protocol, requirement.Ports)}{setting}{host}";
    }

    /// <summary>An allowance, such as <c>'sip' for 'phones'</c>.</summary>
    public static string Of(Allowance allowance) =>
        allowance.PeerGroup is { } group ? $"'{allowance.Service.Id}' for '{group}'" : $"'{allowance.Service.Id}'";

    /// <summary>A list with "and" before its last item.</summary>
    public static string And(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[items.Count - 1]}";
}
