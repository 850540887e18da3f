using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Planning;

namespace Starface.Policies.Tests;

public class PolicyTests
{
    private static readonly CloudPbx Cloud = new(new CloudPbx.Peers
    {
        Administrators = ["203.0.113.0/28"],
        Phones = ["198.51.100.0/24", "2001:db8:1::/48"],
        Resolvers = ["192.0.2.53"],
        SipProviders = ["203.0.113.64/26"],
        TimeServers = ["192.0.2.123"],
    });

    private static readonly CloudPbxConnect Connect = new(new CloudPbxConnect.Peers
    {
        Administrators = ["203.0.113.0/28"],
        Phones = ["198.51.100.0/24"],
        Resolvers = ["192.0.2.53"],
        TimeServers = ["192.0.2.123"],
    });

    private static readonly CloudPbxVpn Vpn = new(new CloudPbxVpn.Peers
    {
        Resolvers = ["192.0.2.53"],
        TimeServers = ["192.0.2.123"],
        Vpn = ["10.8.0.0/16"],
    });

    private static readonly YealinkPhoneNetwork Yealink = new();

    /// <summary>What every PBX asks for by itself, and what it may have where an instance names peers for it.</summary>
    private static readonly ImmutableArray<string> Upkeep =
    [
        "backup to backup-targets", "dns to resolvers", "ip-lookup", "license-server", "mail-submission to mail-servers", "mobile-push",
        "ntp to time-servers", "provider-portal", "ssh to ssh-administrators", "updates",
    ];

    [Fact]
    public void Peers_that_name_the_same_networks_are_equal()
    {
        static CloudPbxVpn.Peers Peers(string vpn) => new() { Vpn = [vpn], Resolvers = ["192.0.2.53"], TimeServers = ["192.0.2.123"] };

        Assert.Equal(Peers("10.8.0.0/16"), Peers("10.8.0.0/16"));
        Assert.NotEqual(Peers("10.8.0.0/16"), Peers("10.9.0.0/16"));
    }

    [Fact]
    public void The_policies_are_those_of_the_design() =>
        Assert.Equal(
            ["cloud-pbx", "cloud-pbx-connect", "cloud-pbx-vpn", "yealink-phone-network"],
            Catalog.Instance.Policies.Select(policy => policy.Definition.Id));

    [Fact]
    public void A_cloud_pbx_opens_to_each_group_what_it_needs() =>
        Assert.Equal(
            Sorted(
                [
                    "apps to anywhere", "provisioning to phones", "rtp-media to anywhere", "sip to phones", "sip to sip-providers",
                    "sip-kamailio to sip-providers", "sip-tls to phones", "sip-tls to sip-providers", "stun",
                    "web-interface to administrators",
                ]),
            Allowances(CloudPbx.Definition));

    [Fact]
    public void A_cloud_pbx_on_connect_has_the_trunk_of_connect_and_other_providers_where_an_instance_names_them() =>
        Assert.Equal(
            Sorted(
                [
                    "apps to anywhere", "provisioning to phones", "rtp-media to anywhere", "sip to phones", "sip to sip-providers",
                    "sip-kamailio to sip-providers", "sip-tls to phones", "sip-tls to sip-providers", "starface-connect", "stun",
                    "web-interface to administrators",
                ]),
            Allowances(CloudPbxConnect.Definition));

    [Fact]
    public void A_cloud_pbx_behind_a_vpn_serves_everybody_through_the_vpn() =>
        Assert.Equal(
            Sorted(
                [
                    "apps to vpn", "provisioning to vpn", "rtp-media to vpn", "sip to vpn", "sip-kamailio to vpn", "sip-tls to vpn",
                    "web-interface to vpn",
                ]),
            Allowances(CloudPbxVpn.Definition));

    [Fact]
    public void A_network_of_Yealink_phones_reaches_the_Yealink_servers_and_nothing_else()
    {
        Assert.Equal(["yealink-phones"], YealinkPhoneNetwork.Definition.Allowances.Select(Describe));
        Assert.All(Yealink.Rules, rule => Assert.Equal(Direction.Outbound, rule.Direction));
        Assert.Equal([80, 443, 8443, 8445, 8446, 9989], Yealink.Rules.Select(rule => rule.Ports.From));
    }

    [Fact]
    public void Only_apps_and_media_of_a_cloud_pbx_are_open_to_anywhere() =>
        Assert.Equal(["tcp 443", "tcp 5061", "tcp 5222", "udp 10000-20000"], InboundFromAnywhere(Cloud));

    [Fact]
    public void Connect_asks_for_no_peers_that_the_vendor_publishes() =>
        Assert.Equal(
            ["backup-targets", "mail-servers", "sip-providers", "ssh-administrators"], CloudPbxConnect.Definition.OptionalPeerGroups);

    [Fact]
    public void Connect_opens_nothing_more_to_anywhere() =>
        Assert.Equal(InboundFromAnywhere(Cloud), InboundFromAnywhere(Connect));

    [Fact]
    public void The_STUN_port_opens_to_the_servers_when_they_are_pinned_and_to_nobody_before()
    {
        var pinned = new CloudPbxConnect(new CloudPbxConnect.Peers
        {
            Administrators = ["203.0.113.0/28"],
            Phones = ["198.51.100.0/24"],
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
        })
        {
            Hosts = { ["stun.starface.com"] = ["192.0.2.78"], ["stun.teamfon.com"] = ["192.0.2.79"] },
        };

        Assert.DoesNotContain(Connect.Rules, IsStun);
        Assert.Equal(["192.0.2.78/32", "192.0.2.79/32"], pinned.Rules.Single(IsStun).Peers.Select(peer => peer.Peer.ToString()));

        static bool IsStun(Rule rule) => rule.Direction == Direction.Inbound && Describe(rule) == "udp 3478";
    }

    [Fact]
    public void Nothing_enters_a_pbx_behind_a_vpn_but_from_the_vpn()
    {
        var inbound = Vpn.Rules.Where(rule => rule.Direction == Direction.Inbound).SelectMany(rule => rule.Peers);

        Assert.All(inbound, peer => Assert.Equal(Peer.Parse("10.8.0.0/16"), peer.Peer));
        Assert.Equal(
            [
                "tcp 80", "tcp 443", "tcp 5060", "tcp 5061", "tcp 5062", "tcp 5063", "tcp 5222", "tcp 50080", "tcp 50081", "udp 5060",
                "udp 5062", "udp 10000-20000",
            ],
            Vpn.Rules.Where(rule => rule.Direction == Direction.Inbound).Select(Describe));
    }

    [Fact]
    public void The_trunk_of_connect_is_open_to_the_published_addresses_alone()
    {
        var trunk = Connect.Rules
            .SelectMany(rule => rule.Peers)
            .Where(peer => peer.Origins.Any(origin => origin.Service == "starface-connect"));

        Assert.Equal(12, trunk.Select(peer => peer.Peer).Distinct().Count());
        Assert.DoesNotContain(trunk, peer => PeerList.Anywhere.Contains(peer.Peer));
    }

    [Fact]
    public void Signalling_and_provisioning_without_encryption_are_never_open_to_anywhere()
    {
        var exposed = Catalog.Instance.Policies.SelectMany(policy => policy.Definition.Allowances)
            .Where(allowance => allowance.PeerGroup == PeerGroupId.Anywhere)
            .SelectMany(allowance => allowance.Service.Requirements)
            .Where(requirement => requirement.Unencrypted);

        Assert.Empty(exposed);
    }

    [Fact]
    public void Whatever_is_open_to_anywhere_says_why()
    {
        var open = Catalog.Instance.Policies.SelectMany(policy => policy.Definition.Allowances)
            .Where(allowance => allowance.PeerGroup == PeerGroupId.Anywhere);

        Assert.NotEmpty(open);
        Assert.All(
            open, allowance => Assert.True(allowance.Because?.Split(' ').Length >= 5, $"{Describe(allowance)}: '{allowance.Because}'"));
    }

    [Fact]
    public void No_policy_allows_neon_which_has_nothing_to_open() =>
        Assert.DoesNotContain(Catalog.Instance.Policies, policy => policy.Definition.Services.Any(service => service.Id == "neon"));

    [Fact]
    public void No_policy_mixes_the_network_of_the_pbx_with_that_of_the_phones() =>
        Assert.All(Catalog.Instance.Policies, policy =>
            Assert.Single(policy.Definition.Services.Select(service => service.Viewpoint).Distinct()));

    [Fact]
    public void The_web_port_moves_for_the_apps_and_for_the_web_interface_at_once()
    {
        var moved = new CloudPbxVpn(new CloudPbxVpn.Peers
        {
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
            Vpn = ["10.8.0.0/16"],
        })
        { WebPort = 8443 };

        var inbound = moved.Rules.Where(rule => rule.Direction == Direction.Inbound).Select(Describe).ToArray();

        Assert.DoesNotContain("tcp 443", inbound);
        var web = Assert.Single(moved.Rules, rule => Describe(rule) == "tcp 8443");
        Assert.Equal(["apps", "web-interface"], web.Origins.Select(origin => origin.Service));
    }

    [Theory]
    [InlineData(null, "push-cluster.starface.de")]
    [InlineData("7.0.0.19", "push-cluster.starface.de")]
    [InlineData("7.0.0.8", "push.starface.de")]
    [InlineData("7.0.0.12", null)]
    public void The_push_host_follows_the_version_of_the_pbx(string? version, string? host)
    {
        var policy = new CloudPbxVpn(new CloudPbxVpn.Peers
        {
            Resolvers = ["192.0.2.53"],
            TimeServers = ["192.0.2.123"],
            Vpn = ["10.8.0.0/16"],
        })
        { PbxVersion = version is null ? null : PbxVersion.Parse(version) };

        var hosts = policy.Rules
            .SelectMany(rule => rule.Origins)
            .Where(origin => origin.Service == "mobile-push")
            .Select(origin => origin.Host);

        Assert.Equal(host is null ? [] : [host], hosts.Distinct());
        Assert.Equal(host is null, policy.Findings.Any(finding => finding.Message.Contains("mobile-push", StringComparison.Ordinal)
            && finding.Message.Contains("opens nothing", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_policy_shipped_fits_into_a_group_of_either_cloud()
    {
        var plans =
            from policy in new FirewallPolicy[] { Cloud, Connect, Vpn, Yealink }
            from cloud in ShippedClouds.All
            select cloud.Plan(new PlanRequest("customer-01", policy));

        Assert.All(plans, plan => Assert.DoesNotContain(plan.Findings, finding => finding.Severity == Severity.Error));
    }

    [Fact]
    public void Connect_leaves_room_in_an_AWS_group_for_two_more_networks_of_phones()
    {
        var plan = AwsTarget.Instance.Plan(new PlanRequest("customer-01", Connect));
        var rulesOfPhones = Connect.Rules.Count(rule =>
            rule.Direction == Direction.Inbound && rule.Peers.Any(peer => peer.Peer == Peer.Parse("198.51.100.0/24")));

        var inbound = plan.Quotas.Single(quota => quota.Name == "inbound IPv4 rules");

        Assert.InRange(inbound.Used + 2 * rulesOfPhones, 1, inbound.Limit);
    }

    /// <summary>What a policy allows beside the upkeep of the PBX, which has to be whole.</summary>
    private static string[] Allowances(PolicyDefinition policy)
    {
        var allowances = policy.Allowances.Select(Describe).ToArray();
        Assert.Subset(allowances.ToHashSet(), Upkeep.ToHashSet());
        return Sorted(allowances.Except(Upkeep));
    }

    private static string[] InboundFromAnywhere(FirewallPolicy policy) =>
    [
        .. policy.Rules
            .Where(rule => rule.Direction == Direction.Inbound && rule.Peers.Any(peer => PeerList.Anywhere.Contains(peer.Peer)))
            .Select(Describe),
    ];

    private static string Describe(Allowance allowance) =>
        allowance.PeerGroup is { } group ? $"{allowance.Service.Id} to {group}" : allowance.Service.Id;

    private static string Describe(Rule rule)
    {
        var ports = rule.Ports.From == rule.Ports.To
            ? FormattableString.Invariant($"{rule.Ports.From}")
            : FormattableString.Invariant($"{rule.Ports.From}-{rule.Ports.To}");
        return $"{(rule.Protocol == Protocol.Tcp ? "tcp" : "udp")} {ports}";
    }

    private static string[] Sorted(IEnumerable<string> values) => [.. values.Order(StringComparer.Ordinal)];
}
