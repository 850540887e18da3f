using Starface.Policy.Planning;

namespace Starface.EndToEnd.Packets.Translation;

/// <summary>
/// The rules of an AWS security group, read from the properties of its rule resources alone. A group has only rules that allow, their
/// order means nothing, and what none of them allows is dropped.
/// </summary>
internal static class SecurityGroup
{
    public static IReadOnlyList<FilterRule> Rules(IEnumerable<PlannedResource> resources) =>
    [
        .. resources
            .Where(resource => resource.Type.StartsWith("aws:vpc/securityGroup", StringComparison.Ordinal))
            .Select(resource => Read(resource.Type, resource.Properties)),
    ];

    private static FilterRule Read(string type, PropertyMap rule)
    {
        var isInbound = type switch
        {
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" => true,
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" => false,
            _ => throw new FormatException($"No rule of a security group has the type '{type}'."),
        };
        int? protocol = rule.Text("ipProtocol") switch
        {
            "-1" => null,
            "icmp" => 1,
            "tcp" => 6,
            "udp" => 17,
            "icmpv6" => 58,
            { } number => int.Parse(number, System.Globalization.CultureInfo.InvariantCulture),
            null => throw new FormatException("A rule has no protocol."),
        };
        var (from, to) = (rule.Number("fromPort"), rule.Number("toPort"));
        var (first, last) = protocol switch
        {
            6 or 17 => (from!.Value, to!.Value),
            // For ICMP these are the type and the code; -1 is every one.
            1 or 58 when from >= 0 =>
                to >= 0 ? ((from.Value << 8) + to.Value, (from.Value << 8) + to.Value) : (from.Value << 8, (from.Value << 8) + 255),
            // For every other protocol AWS opens all ports, whatever is given.
            _ => (0, FilterRule.HighestPort),
        };
        return new FilterRule(
            isInbound, protocol, first, last, [AddressBlock.Parse((rule.Text("cidrIpv4") ?? rule.Text("cidrIpv6"))!)], Accepts: true);
    }
}
