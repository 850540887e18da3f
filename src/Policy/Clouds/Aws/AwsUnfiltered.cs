using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Traffic that security groups never filter (Amazon VPC user guide, "Control traffic to your AWS resources using security groups").
/// </summary>
internal static class AwsUnfiltered
{
    private static readonly Unfiltered[] Services =
    [
        new("169.254.169.253/32", "the VPC's DNS resolver"),
        new("fd00:ec2::253/128", "the VPC's DNS resolver"),
        new("169.254.169.123/32", "the Amazon Time Sync Service"),
        new("fd00:ec2::123/128", "the Amazon Time Sync Service"),
        new("169.254.169.254/32", "the instance metadata service"),
        new("fd00:ec2::254/128", "the instance metadata service"),
    ];

    /// <summary>The traffic: replies come back, and nothing else is heard of these addresses.</summary>
    public static ImmutableArray<UnfilteredTraffic> Traffic { get; } =
    [
        .. from service in Services
           let flows =
               from direction in new[] { Direction.Inbound, Direction.Outbound }
               select new FlowRange(direction, ProtocolRange.All, service.Peer.Scope)
           select new UnfilteredTraffic($"traffic to {service.What}", FlowSet.From(flows)),
    ];

    /// <summary>The servers of names and of time. Those of IPv6 are there only where an instance's machine and subnet have it.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The port.</param>
    public static ImmutableArray<Address> FindServers(Protocol protocol, int port) => (protocol, port) switch
    {
        (_, 53) => [Services[0].Peer.Prefix!.Value.First],
        (Protocol.Udp, 123) => [Services[2].Peer.Prefix!.Value.First],
        _ => [],
    };

    private sealed record Unfiltered(Peer Peer, string What);
}
