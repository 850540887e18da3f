using Starface.Policies;
using Starface.Policy;
using Starface.Policy.Testing;

namespace Starface.Cli.Tests;

public class CustomerTests
{
    private static readonly CloudPbxVpn Customer = new(new CloudPbxVpn.Peers
    {
        Resolvers = [Peer.CloudItself],
        TimeServers = [Peer.CloudItself],
        Vpn = ["10.8.0.0/16"],
    });

    [Fact]
    public void Telephones_register_through_the_vpn_alone() => Customer.Should()
        .Allow("inbound tcp 5061 from vpn")
        .Deny("inbound tcp 5061 from 203.0.113.7");

    [Fact]
    public void A_smaller_network_opens_nothing_else() => new CloudPbxVpn(new CloudPbxVpn.Peers
    {
        Resolvers = [Peer.CloudItself],
        TimeServers = [Peer.CloudItself],
        Vpn = ["10.8.1.0/24"],
    }).Should().BeNoWiderThan(Customer);
}
