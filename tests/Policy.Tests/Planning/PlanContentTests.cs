using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

public sealed class PlanContentTests
{
    [Fact]
    public void An_aws_rule_has_exactly_the_providers_inputs()
    {
        var plan = Plan(
            AwsTarget.Instance,
            Of(Service("web-interface", Inbound(Protocol.Tcp, "443", "Port table, row 443: Weboberfläche")), "users", "203.0.113.0/24"));

        Assert.Equal("aws:ec2/securityGroup:SecurityGroup", plan.Resources[0].Type);
        var rule = plan.Resources[1];
        Assert.Equal("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", rule.Type);
        Assert.Equal("pbx-in-tcp-443-203.0.113.0-24", rule.Name);
        Assert.Equal(
            new PropertyMap
            {
                { "securityGroupId", new PropertyReference("pbx", "id") },
                { "description", "web-interface: Port table, row 443: Weboberflaeche" },
                { "ipProtocol", "tcp" },
                { "fromPort", 443 },
                { "toPort", 443 },
                { "cidrIpv4", "203.0.113.0/24" },
                {
                    "tags",
                    new PropertyMap
                    {
                        { "starface-policy:service", "web-interface" },
                        { "starface-policy:source", "Port table row 443: Weboberflaeche" },
                    }
                },
            },
            rule.Properties);
    }

    [Fact]
    public void An_instances_tag_does_not_take_the_place_of_the_planners_own()
    {
        var request = new PlanRequest("pbx", Of(Service("web-interface", Inbound(Protocol.Tcp, "443")), "users", "203.0.113.0/24"))
        {
            ResourceGroupName = "rg",
            Tags = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add(PlanTags.Instance, "another")
                .Add("Owner", "telephony"),
        };

        foreach (var cloud in ShippedClouds.All)
        {
            var tags = cloud.Plan(request).Resources[0].Properties.Map("tags");

            Assert.Equal("pbx", tags.Text(PlanTags.Instance));
            Assert.Equal("telephony", tags.Text("Owner"));
            Assert.Equal(tags.Select(tag => tag.Key).Order(StringComparer.Ordinal), tags.Select(tag => tag.Key));
        }
    }

    // Each group stays within its quota, and the planner has proved that they permit the policy.
    [Fact]
    public void Rules_beyond_what_any_interface_takes_are_still_spread_over_full_groups()
    {
        var peers = Enumerable.Range(0, 1_050).Select(i => FormattableString.Invariant($"10.{i / 256}.{i % 256}.0/25")).ToArray();
        var plan = Plan(AwsTarget.Instance, Of(Service("web-interface", Inbound(Protocol.Tcp, "443")), "users", peers));

        var rules = plan.Resources.Where(resource => resource.Type == "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
            .GroupBy(rule => ((PropertyReference)rule.Properties["securityGroupId"]!).Resource, StringComparer.Ordinal)
            .Select(group => group.Count());
        Assert.Equal([30, .. Enumerable.Repeat(60, 17)], rules.Order());
        Assert.True(plan.HasErrors);
    }

    [Fact]
    public void Every_protocol_has_no_ports_on_aws()
    {
        var rule = Plan(AwsTarget.Instance, Of(Service("vpn", Inbound(Protocol.Any, "0-65535")), "vpn", "10.0.0.0/8")).Resources[1];

        Assert.Equal("-1", rule.Properties.Text("ipProtocol"));
        Assert.Null(rule.Properties["fromPort"]);
        Assert.Null(rule.Properties["toPort"]);
    }

    [Fact]
    public void Icmp_on_aws_has_its_type_and_code_as_ports()
    {
        var requirement = new Requirement(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(3, 4), "path MTU discovery");

        var rule = Plan(AwsTarget.Instance, Of(Service("pmtud", requirement), "users", "192.0.2.0/24")).Resources[1];

        Assert.Equal("icmp", rule.Properties.Text("ipProtocol"));
        Assert.Equal(3, rule.Properties.Number("fromPort"));
        Assert.Equal(4, rule.Properties.Number("toPort"));
    }

    [Fact]
    public void Azure_refuses_what_it_could_only_widen()
    {
        var requirement = new Requirement(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(3, 4), "path MTU discovery");

        var exception = Assert.Throws<PolicyException>(
            () => Plan(AzureTarget.Instance, Of(Service("pmtud", requirement), "users", "192.0.2.0/24")));

        Assert.Contains("pmtud", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_without_rules_permits_nothing_on_either_cloud()
    {
        var policy = Of(Service("neon"), null);

        Assert.DoesNotContain(
            Plan(AwsTarget.Instance, policy).Resources, resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule);
        var rules = Plan(AzureTarget.Instance, policy).Resources[0].Properties.Maps("securityRules");
        Assert.Equal(
            [("Inbound", "Deny", 4096), ("Outbound", "Deny", 4096)],
            rules.Select(rule => (rule.Text("direction"), rule.Text("access"), rule.Number("priority") ?? 0)));
    }

    [Fact]
    public void More_rules_than_five_groups_take_is_an_error_that_says_which_peers_cost_them()
    {
        var prefixes = Enumerable.Range(0, 301).Select(i => $"10.{i / 250}.{i % 250}.0/24").ToArray();

        var plan = Plan(AwsTarget.Instance, Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", prefixes));

        var finding = Assert.Single(plan.Findings, finding => finding.Severity == Severity.Error);
        Assert.Contains("6 are needed, and the limit is 5", finding.Describe(), StringComparison.Ordinal);
        Assert.Contains("users 301", finding.Describe(), StringComparison.Ordinal);
        Assert.True(plan.HasErrors);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1pbx")]
    [InlineData("pbx_1")]
    [InlineData("pbx-")]
    [InlineData("kundé")]
    public void A_name_that_cannot_prefix_resources_is_refused(string name) =>
        Assert.Throws<PolicyException>(() => AwsTarget.Instance.Plan(new PlanRequest(name, Of(Service("neon"), null))));

    [Fact]
    public void Addresses_that_aws_never_filters_are_pointed_out()
    {
        var plan = Plan(AwsTarget.Instance, Of(Service("ntp", Outbound(Protocol.Udp, "123")), "time-servers", "169.254.169.123/32"));

        Assert.Contains("Amazon Time Sync", Assert.Single(plan.Findings).Message, StringComparison.Ordinal);
    }

    private static Plan Plan(CloudTarget cloud, FirewallPolicy policy) => cloud.Plan(new PlanRequest("pbx", policy));
}
