using Starface.Policy;
using Starface.Policy.Testing;

namespace Starface.Policies.Tests;

/// <summary>Tests of the shipped policies, as a user of Starface.Policy.Testing writes them.</summary>
public sealed class PolicyAssertionTests
{
    private static readonly CloudPbxVpn Vpn = Make("10.8.0.0/16");

    private static readonly CloudPbx Cloud = new(new CloudPbx.Peers
    {
        Administrators = ["203.0.113.0/28"],
        Phones = ["198.51.100.0/24"],
        Resolvers = [Peer.CloudItself],
        SipProviders = ["203.0.113.64/26"],
        TimeServers = [Peer.CloudItself],
    });

    [Fact]
    public void A_pbx_in_a_vpn_opens_nothing_to_the_internet() => Vpn.Should()
        .Deny("inbound all from 203.0.113.0/24")
        .Deny("inbound tcp 22 from anywhere")
        .Allow("inbound tcp 5060-5061 from vpn")
        .Allow("inbound udp 10000-20000 from Vpn")
        .Allow("outbound tcp 443 to license.starface.de");

    [Fact]
    public void A_hosted_pbx_is_open_to_those_it_is_for() => Cloud.Should()
        .Allow("inbound tcp 5061 from 192.0.2.1")
        .Allow("inbound tcp 80 from administrators")
        .Deny("inbound tcp 80 from phones")
        .Allow("inbound udp 5060 from phones")
        .Deny("inbound udp 5060 from 192.0.2.1")
        .Allow("outbound udp 53 to resolvers");

    [Fact]
    public void The_network_of_the_phones_opens_the_ports_of_hosts_without_addresses() =>
        new YealinkPhoneNetwork().Should().AllowOnly(
        "outbound tcp 80 to anywhere",
        "outbound tcp 443 to anywhere",
        "outbound tcp 8443 to anywhere",
        "outbound tcp 8445-8446 to anywhere",
        "outbound tcp 9989 to anywhere");

    [Fact]
    public void Fewer_peers_are_not_wider() => Make("10.8.0.0/17").Should().BeNoWiderThan(Vpn);

    [Theory]
    [InlineData("outbound udp 53 to 169.254.169.253", "AWS never filters traffic to the VPC's DNS resolver")]
    [InlineData("outbound udp 123 to 169.254.169.123", "AWS never filters ")]
    [InlineData("outbound tcp 81 to 169.254.169.254", " never filters ")]
    [InlineData("outbound udp 53 to 168.63.129.16", "Azure never filters ")]
    public void What_a_cloud_never_filters_is_not_for_a_policy_to_decide(string flows, string reason)
    {
        foreach (var test in new Func<PolicyAssertions>[]
        {
            () => Cloud.Should().Deny(flows), () => Cloud.Should().Allow(flows), () => Cloud.Should().AllowOnly(flows),
        })
        {
            var failure = Assert.Throws<PolicyTestException>(test);

            Assert.Contains($"{flows}' cannot be decided by a policy: ", failure.Message, StringComparison.Ordinal);
            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.EndsWith("; write the test into the file of a stack, whose cloud is known.", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_a_cloud_never_filters_is_allowed_where_the_policy_permits_it_as_well() => new CloudPbxVpn(new CloudPbxVpn.Peers
    {
        Resolvers = ["169.254.169.253"],
        TimeServers = [Peer.CloudItself],
        Vpn = ["10.8.0.0/16"],
    }).Should().Allow("outbound udp 53 to 169.254.169.253").Deny("outbound tcp 81 to 169.254.0.0/16");

    [Fact]
    public void A_test_that_fails_names_the_deciding_row()
    {
        var failure = Assert.Throws<PolicyTestException>(() => Cloud.Should().Deny("inbound tcp 80 from 203.0.113.0/24"));

        Assert.StartsWith(
            "Policy 'cloud-pbx': Test 'deny: inbound tcp 80 from 203.0.113.0/24' fails: 203.0.113.0/28 of it is permitted: tcp 80 is open "
                + "from 203.0.113.0/28 (web-interface: Port table, row 80 TCP",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_fails_names_the_nearest_rule()
    {
        var failure = Assert.Throws<PolicyTestException>(() => Vpn.Should().Allow("inbound tcp 5061 from 203.0.113.7"));

        Assert.Equal(
            "Policy 'cloud-pbx-vpn': Test 'allow: inbound tcp 5061 from 203.0.113.7' fails: none of it is permitted: tcp 5061 is open "
                + "inbound, but only from 10.8.0.0/16; open it, or change the test.",
            failure.Message);
    }

    [Fact]
    public void What_is_extra_and_what_is_missing_is_listed_with_its_rows()
    {
        var door = new Door(new PolicyArguments().WithPeers("staff", ["192.0.2.0/24", "sg-0123456789abcdef0"]));

        var failure = Assert.Throws<PolicyTestException>(
            () => door.Should().AllowOnly("inbound tcp 8080 from 192.0.2.0/25", "inbound tcp 22 from staff"));

        Assert.Equal(
            """
            Policy 'door': it does not permit exactly these flows.
            It also permits:
              inbound tcp 8080 from 192.0.2.128/25 (door: The door's manual, page 7)
              inbound tcp 8080 from sg-0123456789abcdef0 (door: The door's manual, page 7)
            It does not permit:
              inbound tcp 22 from 192.0.2.0/24: no rule has that port. From 192.0.2.0 these ports are nearest: tcp 8080
              inbound tcp 22 from sg-0123456789abcdef0: no rule has that port. From sg-0123456789abcdef0 these ports are nearest: tcp 8080
            """.ReplaceLineEndings("\n"),
            failure.Message);
    }

    [Fact]
    public void Exactly_the_flows_of_a_policy_may_be_named_by_its_peer_groups()
    {
        var door = new Door(new PolicyArguments().WithPeers("staff", ["192.0.2.0/24", "sg-0123456789abcdef0"]));
        var open = new Door(new PolicyArguments().WithPeers("staff", PeerList.Anywhere));

        door.Should().AllowOnly("inbound tcp 8080 from staff").BeNoWiderThan(open);
        Assert.Throws<PolicyTestException>(() => Vpn.Should().AllowOnly());
    }

    [Fact]
    public void What_is_wider_is_listed()
    {
        var failure = Assert.Throws<PolicyTestException>(() => Make("10.8.0.0/15").Should().BeNoWiderThan(Vpn));

        Assert.StartsWith(
            "Policy 'cloud-pbx-vpn': it is wider than 'cloud-pbx-vpn'.\nIt also permits:\n  inbound ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Contains(" from 10.9.0.0/16 (", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inbound tcp 22 frm 203.0.113.7", "Policy 'cloud-pbx': 'inbound tcp 22 frm 203.0.113.7' does not say from whom")]
    [InlineData("inbound tcp 22 from fones", "Policy 'cloud-pbx': Policy 'cloud-pbx' has no peer group 'fones'; did you mean 'phones'?")]
    [InlineData("inbound tcp 22 from ssh-administrators", "is about nobody")]
    public void A_text_that_names_no_flows_is_a_failure_of_every_test(string flows, string message)
    {
        Assert.All<Action>(
            [() => Cloud.Should().Allow(flows), () => Cloud.Should().Deny(flows), () => Cloud.Should().AllowOnly(flows)],
            test => Assert.Contains(message, Assert.Throws<PolicyTestException>(test).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_policy_without_its_peers_cannot_be_tested()
    {
        var failure = Assert.Throws<PolicyTestException>(
            () => new Door(new PolicyArguments()).Should().Deny("inbound tcp 22 from anywhere"));

        Assert.Equal(
            "Policy 'door' cannot be tested: Policy 'door' needs peers for 'staff'; name at least one prefix.", failure.Message);
        Assert.IsType<PolicyException>(failure.InnerException);
    }

    private static CloudPbxVpn Make(string vpn) =>
        new(new CloudPbxVpn.Peers { Resolvers = ["192.0.2.53"], TimeServers = ["192.0.2.123"], Vpn = [vpn] });

    private sealed class Door(PolicyArguments arguments) : FirewallPolicy(
        new PolicyDefinition("door", "Door station", null, [
            new Allowance(
                new ServiceDefinition("door", "Door station", [
                    new Requirement(Direction.Inbound, Protocol.Tcp, Policy.Flows.PortRange.Parse("8080"), "The door's manual, page 7"),
                ]),
                "staff",
                null),
        ]),
        arguments);
}
