using Starface.Policy.Flows;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Which flows AWS does not track (Amazon EC2 user guide, "Security group connection tracking"): TCP and UDP from every address, while
/// the other direction is open to every address on every port. The connections of an untracked flow are cut the moment its rule goes.
/// </summary>
/// <remarks>
/// AWS looks at single rules on 0.0.0.0/0 or ::/0; here the permitted set decides, so that two halves of the address space count as the
/// whole. That errs towards announcing a cut. Flows through load balancers, NAT gateways and the like are always tracked; whether an
/// instance has them is not known here.
/// </remarks>
internal static class AwsTracking
{
    /// <summary>The untracked part of a set of permitted flows.</summary>
    public static FlowSet Untracked(FlowSet permitted) => FlowSet.From(
        from protocol in new[] { Protocol.Tcp, Protocol.Udp }
        from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
        from direction in new[] { Direction.Inbound, Direction.Outbound }
        let back = direction == Direction.Inbound ? Direction.Outbound : Direction.Inbound
        where permitted.Contains(new FlowRange(back, protocol, Prefix.Any(family), PortRange.All))
        from ports in OpenToAll(permitted, direction, protocol, family)
        select new FlowRange(direction, protocol, Prefix.Any(family), ports));

    /// <summary>The ports that every address of a family may use.</summary>
    private static IEnumerable<PortRange> OpenToAll(FlowSet permitted, Direction direction, Protocol protocol, AddressFamily family)
    {
        var plane = FlowSet.From(new FlowRange(direction, protocol, Prefix.Any(family), PortRange.All));
        return permitted.Intersect(plane).Ranges()
            .Where(range => range.Remote == Prefix.Any(family))
            .Select(range => range.Ports);
    }
}
