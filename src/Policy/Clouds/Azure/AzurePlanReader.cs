using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Reads the flows that a planned network security group permits, from nothing but its properties, Azure's default rules included.
/// Written apart from the planner, so that an error there shows.
/// </summary>
internal static class AzurePlanReader
{
    private static readonly RemoteScope VirtualNetwork = RemoteScope.OfGroup("VirtualNetwork");
    private static readonly RemoteScope LoadBalancer = RemoteScope.OfGroup("AzureLoadBalancer");
    private static readonly RemoteScope[] AnyAddress =
        [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)];

    /// <summary>Azure's default rules (Azure documentation, "Network security groups", default security rules).</summary>
    public static ImmutableArray<OrderedRule> DefaultRules { get; } =
    [
        new("AllowVnetInBound", Direction.Inbound, 65000, true, Everything(Direction.Inbound, [VirtualNetwork])),
        new("AllowAzureLoadBalancerInBound", Direction.Inbound, 65001, true, Everything(Direction.Inbound, [LoadBalancer])),
        new("DenyAllInBound", Direction.Inbound, 65500, false, Everything(Direction.Inbound, AnyAddress)),
        new("AllowVnetOutBound", Direction.Outbound, 65000, true, Everything(Direction.Outbound, [VirtualNetwork])),
        new("AllowInternetOutBound", Direction.Outbound, 65001, true, Everything(Direction.Outbound, AnyAddress)),
        new("DenyAllOutBound", Direction.Outbound, 65500, false, Everything(Direction.Outbound, AnyAddress)),
    ];

    /// <summary>The health probes of load balancers.</summary>
    public static FlowSet Probes { get; } = FlowSet.From(Everything(Direction.Inbound, [LoadBalancer]));

    /// <summary>The flows permitted by the groups among some resources.</summary>
    /// <param name="resources">The resources of one instance.</param>
    /// <param name="ignoreProbes">
    /// Whether the load balancer's health probes are left out: they are the platform's, not the policy's.
    /// </param>
    /// <exception cref="FormatException">A rule has properties that Azure would refuse.</exception>
    public static FlowSet Flows(IEnumerable<PlannedResource> resources, bool ignoreProbes = false)
    {
        var rules = resources
            .Where(resource => resource.Type == AzureTypes.NetworkSecurityGroup)
            .SelectMany(group => group.Properties.Maps("securityRules"))
            .Select(Read);
        var permitted = OrderedRules.Permitted([.. rules, .. DefaultRules]);
        return ignoreProbes ? permitted.Except(Probes) : permitted;
    }

    private static OrderedRule Read(PropertyMap rule)
    {
        var name = rule.Text("name") ?? "(without a name)";
        var direction = rule.Text("direction") switch
        {
            "Inbound" => Direction.Inbound,
            "Outbound" => Direction.Outbound,
            var other => throw Bad(name, "direction", other),
        };
        var allow = rule.Text("access") switch
        {
            "Allow" => true,
            "Deny" => false,
            var other => throw Bad(name, "access", other),
        };
        var priority = rule.Number("priority") is { } number and >= 100 and <= 4096
            ? number
            : throw Bad(name, "priority", rule.Number("priority")?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (remoteSide, ownSide) = direction == Direction.Inbound ? ("source", "destination") : ("destination", "source");
        if (rule.Text($"{ownSide}AddressPrefix") != "*") throw Bad(name, $"{ownSide}AddressPrefix", rule.Text($"{ownSide}AddressPrefix"));
        if (rule.Text("sourcePortRange") != "*") throw Bad(name, "sourcePortRange", rule.Text("sourcePortRange"));

        var protocol = ProtocolOf(name, rule.Text("protocol"));
        var ports = rule.Text("destinationPortRange") switch
        {
            "*" => PortRange.All,
            { } text => PortRange.Parse(text),
            null => throw Bad(name, "destinationPortRange", null),
        };
        return new OrderedRule(name, direction, priority, allow,
            Matches(direction, protocol, Remotes(name, rule, remoteSide), ports));
    }

    private static RemoteScope[] Remotes(string name, PropertyMap rule, string side)
    {
        var one = rule.Text($"{side}AddressPrefix");
        var many = rule.Texts($"{side}AddressPrefixes");
        if (rule[$"{side}ApplicationSecurityGroupIds"] is PropertyList { Items: [var group] })
        {
            if (one is not null || !many.IsEmpty) throw Bad(name, $"{side}AddressPrefix(es)", one);
            return
            [
                group is PropertyInput input
                    ? Peer.ApplicationSecurityGroupInput(input.Name).Scope
                    : RemoteScope.OfGroup(((PropertyText)group).Value),
            ];
        }

        if (one is null == many.IsEmpty) throw Bad(name, $"{side}AddressPrefix(es)", one);
        if (one is "*") return AnyAddress;
        if (one is not null) return [Prefix.TryParse(one, out var prefix, out _) ? (RemoteScope)prefix : RemoteScope.OfGroup(one)];
        var remotes = new RemoteScope[many.Length];
        for (var i = 0; i < remotes.Length; i++) remotes[i] = Prefix.Parse(many[i]);
        return remotes;
    }

    private static Protocol ProtocolOf(string name, string? text) => text switch
    {
        "*" => Protocol.Any,
        "Tcp" => Protocol.Tcp,
        "Udp" => Protocol.Udp,
        "Icmp" => Protocol.Icmp,
        "Esp" => Protocol.Esp,
        "Ah" => Protocol.Ah,
        _ => throw Bad(name, "protocol", text),
    };

    private static ImmutableArray<FlowRange> Everything(Direction direction, RemoteScope[] remotes) =>
        Matches(direction, Protocol.Any, remotes, PortRange.All);

    private static ImmutableArray<FlowRange> Matches(Direction direction, Protocol protocol, RemoteScope[] remotes, PortRange ports) =>
        ImmutableArray.Create(Array.ConvertAll(remotes, remote => new FlowRange(direction, protocol, remote, ports)));

    private static FormatException Bad(string rule, string property, string? value) =>
        new($"Rule '{rule}' has {property} '{value}', which plans do not use.");
}
