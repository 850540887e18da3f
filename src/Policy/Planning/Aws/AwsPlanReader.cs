using Starface.Policy.Flows;

namespace Starface.Policy.Planning.Aws;

/// <summary>
/// Reads the flows that AWS resources permit, from nothing but their properties: a group permits the union of its rules.
/// Written apart from the planner, so that a mistake there shows.
/// </summary>
public static class AwsPlanReader
{
    /// <summary>The flows permitted by the rules among some resources.</summary>
    /// <param name="resources">The resources of one instance.</param>
    /// <exception cref="FormatException">A rule has properties that AWS would refuse.</exception>
    public static FlowSet Flows(IEnumerable<PlannedResource> resources) =>
        FlowSet.From(resources
            .Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule)
            .Select(resource => Read(resource.Type == AwsTypes.IngressRule ? Direction.Inbound : Direction.Outbound, resource)));

    private static FlowRange Read(Direction direction, PlannedResource resource)
    {
        var properties = resource.Properties;
        var protocol = ProtocolOf(properties.Text("ipProtocol"), resource.Name);
        return new FlowRange(direction, protocol, RemoteOf(properties, resource.Name), PortsOf(protocol, properties, resource.Name));
    }

    private static Protocol ProtocolOf(string? text, string name) => text switch
    {
        "-1" => Protocol.Any,
        "tcp" => Protocol.Tcp,
        "udp" => Protocol.Udp,
        "icmp" => Protocol.Icmp,
        "icmpv6" => Protocol.IcmpV6,
        "50" => Protocol.Esp,
        "51" => Protocol.Ah,
        _ => throw new FormatException($"Rule '{name}' has the protocol '{text}', which plans do not use."),
    };

    private static RemoteScope RemoteOf(PropertyMap properties, string name)
    {
        var prefix = properties.Text("cidrIpv4") ?? properties.Text("cidrIpv6");
        var group = properties.Text("referencedSecurityGroupId") ?? properties.Text("prefixListId");
        if (prefix is null == group is null)
            throw new FormatException($"Rule '{name}' must have exactly one of cidrIpv4, cidrIpv6, prefixListId and referencedSecurityGroupId.");
        return prefix is not null ? Prefix.Parse(prefix) : RemoteScope.OfGroup(group!);
    }

    private static PortRange PortsOf(Protocol protocol, PropertyMap properties, string name)
    {
        var from = properties.Number("fromPort");
        var to = properties.Number("toPort");
        if (protocol is Protocol.Any or Protocol.Esp or Protocol.Ah)
            return from is null && to is null ? PortRange.All : throw new FormatException($"Rule '{name}' has ports, which its protocol does not take.");
        if (from is not { } first || to is not { } last)
            throw new FormatException($"Rule '{name}' lacks fromPort or toPort.");
        return protocol is Protocol.Icmp or Protocol.IcmpV6 ? PortRange.ForIcmp(first, last) : new PortRange(first, last);
    }
}
