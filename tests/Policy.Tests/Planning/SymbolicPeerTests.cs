using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

public sealed class SymbolicPeerTests
{
    private const string Asg =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "applicationSecurityGroups/web";

    [Fact]
    public void A_security_group_and_a_prefix_list_stand_in_their_own_fields_and_count_with_their_weight()
    {
        var plan = AwsTarget.Instance.Plan(
            new PlanRequest(
                "pbx", Of(Service("sip", Inbound(Protocol.Udp, "5060")), "providers", "sg-0a1b2c3d", "pl-0c2d4e6f:25", "192.0.2.0/24"))
            {
                ExclusiveRules = false,
            });

        Assert.Equal(["sg-0a1b2c3d"], plan.Resources.Select(rule => rule.Properties.Text("referencedSecurityGroupId")).OfType<string>());
        Assert.Equal(["pl-0c2d4e6f"], plan.Resources.Select(rule => rule.Properties.Text("prefixListId")).OfType<string>());
        Assert.Equal(27, plan.Quotas.Single(quota => quota.Name == "inbound IPv4 rules").Used);
        Assert.Equal(26, plan.Quotas.Single(quota => quota.Name == "inbound IPv6 rules").Used);
    }

    [Fact]
    public void A_group_that_the_program_hands_over_is_an_input()
    {
        var policy = new TestPolicy(
            Define((Service("web", Inbound(Protocol.Tcp, "443")), "administrators")),
            new PolicyArguments().WithPeers("administrators", [Peer.SecurityGroupInput("bastion")]));

        var rule = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy)).Resources[1];

        Assert.Equal(new PropertyInput("bastion"), rule.Properties["referencedSecurityGroupId"]);
        Assert.Equal("pbx-in-tcp-443-sg-input-bastion", rule.Name);
    }

    [Fact]
    public void Service_tags_and_application_security_groups_stand_in_rules_of_their_own_on_azure()
    {
        var plan = AzureTarget.Instance.Plan(
            new PlanRequest(
                "pbx",
                Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "tag:VirtualNetwork", Asg, "192.0.2.0/24", "198.51.100.0/24")));

        var rules = plan.Resources[0].Properties.Maps("securityRules")
            .Where(rule => rule.Text("access") == "Allow")
            .ToDictionary(rule => rule.Text("name")!);
        Assert.Equal("VirtualNetwork", rules["in-tcp-443-tag-VirtualNetwork"].Text("sourceAddressPrefix"));
        var asg = rules.Single(rule => rule.Key.StartsWith("in-tcp-443-asg-web-", StringComparison.Ordinal)).Value;
        Assert.Equal(Asg, Assert.Single(asg.Texts("sourceApplicationSecurityGroupIds")));
        Assert.Null(asg["sourceAddressPrefix"]);
        Assert.Equal("192.0.2.0/24 198.51.100.0/24", string.Join(" ", rules["in-tcp-443-v4"].Texts("sourceAddressPrefixes")!));
    }

    [Theory]
    [InlineData("aws", "sg-0a1b2c3d")]
    [InlineData("azure", Asg)]
    [InlineData("azure", "tag:VirtualNetwork")]
    public void A_group_keeps_its_own_rule_beside_one_for_everyone(string cloud, string group)
    {
        var definition = Define(
            (Service("apps", Inbound(Protocol.Tcp, "443")), "users"), (Service("web", Inbound(Protocol.Tcp, "80-443")), "administrators"));
        var policy = new TestPolicy(
            definition, new PolicyArguments().WithPeers("users", PeerList.Anywhere).WithPeers("administrators", [group]));

        var plan = CloudOf(cloud).Plan(new PlanRequest("pbx", policy));

        Assert.Equal([Peer.Parse(group).Scope.Group!], plan.Flows.Groups(Direction.Inbound));
    }

    [Theory]
    [InlineData("aws", "tag:VirtualNetwork")]
    [InlineData("aws", Asg)]
    [InlineData("azure", "sg-0a1b2c3d")]
    [InlineData("azure", "pl-0c2d4e6f:5")]
    public void A_group_of_the_other_cloud_is_refused(string cloud, string peer) =>
        Assert.Throws<PolicyException>(
            () => CloudOf(cloud).Plan(new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", peer))));

    [Theory]
    [InlineData("sg-")]
    [InlineData("sg-XYZ")]
    [InlineData("pl-0c2d4e6f")]
    [InlineData("pl-0c2d4e6f:0")]
    [InlineData("pl-0c2d4e6f:1001")]
    [InlineData("tag:")]
    [InlineData("tag:9")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg")]
    [InlineData("host.example.com")]
    public void A_text_that_is_no_peer_is_refused_with_a_reason(string text)
    {
        Assert.False(Peer.TryParse(text, out _, out var problem));
        Assert.False(string.IsNullOrWhiteSpace(problem.Message));
    }

    [Fact]
    public void Peers_with_many_prefixes_become_a_list_when_asked_for()
    {
        var prefixes = Enumerable.Range(0, 12).Select(i => $"10.0.{i}.0/24").Append("2001:db8::/32").ToArray();
        var policy = Of(Service("sip", Inbound(Protocol.Udp, "5060"), Inbound(Protocol.Tcp, "5060")), "providers", prefixes);

        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy) { PrefixListsFrom = 5, ExclusiveRules = false });

        var list = Assert.Single(plan.Resources, resource => resource.Type == AwsTypes.PrefixList);
        Assert.Equal("pbx-list-providers-v4", list.Name);
        Assert.Equal(20, list.Properties.Number("maxEntries"));
        Assert.Equal(12, list.Properties.Maps("entries").Length);
        Assert.Equal(
            2, plan.Resources.Count(
                resource => resource.Properties["prefixListId"] is PropertyReference { Resource: "pbx-list-providers-v4" }));
        Assert.Equal(40, plan.Quotas.Single(quota => quota.Name == "inbound IPv4 rules").Used);
        Assert.Equal(policy.Flows, AwsPlanReader.Flows(plan.Resources));
    }

    [Fact]
    public void The_exclusive_set_names_every_rule_of_its_group()
    {
        var plan = AwsTarget.Instance.Plan(
            new PlanRequest(
                "pbx", Of(Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Udp, "53")), "users", "192.0.2.0/24")));

        var exclusive = Assert.Single(plan.Resources, resource => resource.Type == AwsTypes.ExclusiveRules);
        Assert.Equal(
            new PropertyList([new PropertyReference("pbx-in-tcp-443-192.0.2.0-24", "id")]), exclusive.Properties["ingressRuleIds"]);
        Assert.Equal(new PropertyList([new PropertyReference("pbx-out-udp-53-192.0.2.0-24", "id")]), exclusive.Properties["egressRuleIds"]);
    }

    [Fact]
    public void An_adopted_group_is_imported_and_never_replaced()
    {
        var group = AwsTarget.Instance
            .Plan(new PlanRequest("pbx", Of(Service("neon"), null)) { AdoptGroupId = "sg-0a1b2c3d" })
            .Resources[0];

        Assert.Equal("sg-0a1b2c3d", group.ImportId);
        Assert.Contains("description", group.IgnoreChanges);
        Assert.Contains("name", group.IgnoreChanges);
    }
}
