using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>The readers prove the planners: what they do not know they refuse, and say where.</summary>
public sealed class PlanReaderTests
{
    [Fact]
    public void A_rule_of_aws_is_read_from_its_properties()
    {
        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 443"),
            OfAws(("ipProtocol", "tcp"), ("fromPort", 443), ("toPort", 443), ("cidrIpv4", "192.0.2.0/24")));
        Assert.Equal(
            FlowsOf("inbound udp 2001:db8::/32 1-2"),
            OfAws(("ipProtocol", "udp"), ("fromPort", 1), ("toPort", 2), ("cidrIpv6", "2001:db8::/32")));
        Assert.Equal(
            FlowsOf("inbound icmp 192.0.2.0/24 type 8"),
            OfAws(("ipProtocol", "icmp"), ("fromPort", 8), ("toPort", -1), ("cidrIpv4", "192.0.2.0/24")));
        Assert.Equal(
            FlowsOf("inbound icmpv6 group:sg-1 type 3 code 4"),
            OfAws(("ipProtocol", "icmpv6"), ("fromPort", 3), ("toPort", 4), ("referencedSecurityGroupId", "sg-1")));
        Assert.Equal(FlowsOf("inbound all group:pl-1"), OfAws(("ipProtocol", "-1"), ("prefixListId", "pl-1")));
        Assert.Equal(FlowsOf("inbound esp 192.0.2.0/24"), OfAws(("ipProtocol", "50"), ("cidrIpv4", "192.0.2.0/24")));
        Assert.Equal(FlowsOf("inbound ah 192.0.2.0/24"), OfAws(("ipProtocol", "51"), ("cidrIpv4", "192.0.2.0/24")));
        Assert.Equal(
            FlowsOf("inbound ah group:sg-input:x"), OfAws(("ipProtocol", "51"), ("referencedSecurityGroupId", new PropertyInput("x"))));
        Assert.Equal(FlowsOf("inbound ah group:pl-input:x"), OfAws(("ipProtocol", "51"), ("prefixListId", new PropertyInput("x"))));
    }

    public static TheoryData<string, (string, object?)[]> BadOfAws => new()
    {
        { "Rule 'r' has the protocol '', which plans do not use.", [("cidrIpv4", "192.0.2.0/24")] },
        { "Rule 'r' has the protocol '6', which plans do not use.", [("ipProtocol", "6"), ("cidrIpv4", "192.0.2.0/24")] },
        { "Rule 'r' must have exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId.", [("ipProtocol", "-1")] },
        {
            "Rule 'r' must have exactly one of cidrIpv4, cidrIpv6, prefixListId, referencedSecurityGroupId.",
            [("ipProtocol", "-1"), ("cidrIpv4", "192.0.2.0/24"), ("cidrIpv6", "::/0")]
        },
        {
            "Rule 'r' has prefixListId 'PropertyReference { Resource = other, Property = id }', which plans do not use.",
            [("ipProtocol", "-1"), ("prefixListId", new PropertyReference("other", "id"))]
        },
        { "Rule 'r' has ports, which its protocol does not take.", [("ipProtocol", "-1"), ("fromPort", 1), ("cidrIpv4", "192.0.2.0/24")] },
        { "Rule 'r' has ports, which its protocol does not take.", [("ipProtocol", "50"), ("toPort", 1), ("cidrIpv4", "192.0.2.0/24")] },
        {
            "Rule 'r' has ports, which its protocol does not take.",
            [("ipProtocol", "51"), ("fromPort", 1), ("toPort", 1), ("cidrIpv4", "192.0.2.0/24")]
        },
        { "Rule 'r' lacks fromPort or toPort.", [("ipProtocol", "tcp"), ("fromPort", 1), ("cidrIpv4", "192.0.2.0/24")] },
        { "Rule 'r' lacks fromPort or toPort.", [("ipProtocol", "icmp"), ("toPort", 1), ("cidrIpv4", "192.0.2.0/24")] },
    };

    [Theory]
    [MemberData(nameof(BadOfAws))]
    public void A_rule_of_aws_that_no_planner_writes_is_refused(string message, (string, object?)[] properties) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => OfAws(properties)).Message);

    [Theory]
    [InlineData(1, "IPv4", "192.0.2.0/24", "198.51.100.0/24")]
    [InlineData(5, "IPv4", "192.0.2.0/24", "2001:db8::/32")]
    [InlineData(5, "IPv6", "192.0.2.0/24", "198.51.100.0/24")]
    public void A_prefix_list_holds_what_it_says(int most, string family, params string[] entries)
    {
        var list = new PlannedResource(AwsTypes.PrefixList, "list", new PropertyMap
        {
            { "addressFamily", family }, { "maxEntries", most },
            {
                "entries",
                new PropertyList([.. entries.Select(entry => new PropertyMap { { "cidr", entry } })])
            },
        }, []);

        Assert.Equal(
            "Prefix list 'list' has more entries than maxEntries, or entries of another family.",
            Assert.Throws<FormatException>(() => AwsPlanReader.Flows([list])).Message);
    }

    private static readonly (string Key, object? Value)[] s_azure =
    [
        ("name", "r"), ("direction", "Inbound"), ("access", "Allow"), ("priority", 100), ("protocol", "Tcp"), ("sourcePortRange", "*"),
        ("destinationPortRange", "443"),
        ("sourceAddressPrefix", "192.0.2.0/24"), ("destinationAddressPrefix", "*"),
    ];

    [Theory]
    [InlineData("Tcp", "443", "tcp 192.0.2.0/24 443")]
    [InlineData("Udp", "1-2", "udp 192.0.2.0/24 1-2")]
    [InlineData("Icmp", "*", "icmp 192.0.2.0/24 type all")]
    [InlineData("Esp", "*", "esp 192.0.2.0/24")]
    [InlineData("Ah", "*", "ah 192.0.2.0/24")]
    [InlineData("*", "*", "all 192.0.2.0/24")]
    public void A_rule_of_azure_is_read_from_its_properties(string protocol, string ports, string flow)
    {
        Assert.Equal(FlowsOf("inbound " + flow), OfAzure(("protocol", protocol), ("destinationPortRange", ports)));
        Assert.Equal(FlowsOf("outbound " + flow), OfAzure(
            ("direction", "Outbound"), ("protocol", protocol), ("destinationPortRange", ports), ("sourceAddressPrefix", "*"), (
                "destinationAddressPrefix", "192.0.2.0/24")));
    }

    [Fact]
    public void The_remote_side_of_a_rule_of_azure_is_everything_a_prefix_several_a_tag_or_a_group()
    {
        Assert.Equal(
            FlowsOf("inbound tcp any-v4 443", "inbound tcp any-v6 443"), OfAzure(("sourceAddressPrefix", "*")).Except(
                FlowsOf("inbound tcp group:VirtualNetwork 443", "inbound tcp group:AzureLoadBalancer 443")));
        Assert.Equal(
            FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound tcp 2001:db8::/32 443"),
            OfAzure(("sourceAddressPrefix", null), ("sourceAddressPrefixes", PropertyList.From(["192.0.2.0/24", "2001:db8::/32"]))));
        Assert.Equal(FlowsOf("inbound tcp group:Storage 443"), OfAzure(("sourceAddressPrefix", "Storage")));
        Assert.Equal(
            FlowsOf("inbound tcp group:/asg 443"),
            OfAzure(("sourceAddressPrefix", null), ("sourceApplicationSecurityGroupIds", PropertyList.From(["/asg"]))));
        Assert.Equal(
            FlowsOf("inbound tcp group:asg-input:web 443"),
            OfAzure(("sourceAddressPrefix", null), ("sourceApplicationSecurityGroupIds", new PropertyList([new PropertyInput("web")]))));
    }

    public static TheoryData<string, (string, object?)[]> BadOfAzure => new()
    {
        { "Rule '(without a name)' has direction '', which plans do not use.", [("name", null), ("direction", null)] },
        { "Rule 'r' has direction 'inbound', which plans do not use.", [("direction", "inbound")] },
        { "Rule 'r' has access 'allow', which plans do not use.", [("access", "allow")] },
        { "Rule 'r' has priority '99', which plans do not use.", [("priority", 99)] },
        { "Rule 'r' has priority '4097', which plans do not use.", [("priority", 4097)] },
        { "Rule 'r' has priority '', which plans do not use.", [("priority", "100")] },
        { "Rule 'r' has destinationAddressPrefix '10.0.0.0/8', which plans do not use.", [("destinationAddressPrefix", "10.0.0.0/8")] },
        { "Rule 'r' has sourceAddressPrefix '192.0.2.0/24', which plans do not use.", [("direction", "Outbound")] },
        { "Rule 'r' has sourcePortRange '1', which plans do not use.", [("sourcePortRange", "1")] },
        { "Rule 'r' has protocol 'TCP', which plans do not use.", [("protocol", "TCP")] },
        { "Rule 'r' has destinationPortRange '', which plans do not use.", [("destinationPortRange", null)] },
        { "Rule 'r' has sourceAddressPrefix(es) '', which plans do not use.", [("sourceAddressPrefix", null)] },
        {
            "Rule 'r' has sourceAddressPrefix(es) '192.0.2.0/24', which plans do not use.",
            [("sourceAddressPrefixes", PropertyList.From(["192.0.2.0/24"]))]
        },
        {
            "Rule 'r' has sourceAddressPrefix(es) '192.0.2.0/24', which plans do not use.",
            [("sourceApplicationSecurityGroupIds", PropertyList.From(["/asg"]))]
        },
        {
            "Rule 'r' has sourceAddressPrefix(es) '', which plans do not use.",
            [
                ("sourceAddressPrefix", null), ("sourceAddressPrefixes", PropertyList.From(["192.0.2.0/24"])), (
                    "sourceApplicationSecurityGroupIds", PropertyList.From(["/asg"])),
            ]
        },
    };

    [Theory]
    [MemberData(nameof(BadOfAzure))]
    public void A_rule_of_azure_that_no_planner_writes_is_refused(string message, (string, object?)[] changed) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => OfAzure(changed)).Message);

    [Theory]
    [InlineData(100)]
    [InlineData(4096)]
    public void Priorities_go_from_100_to_4096(int priority) =>
        Assert.Equal(FlowsOf("inbound tcp 192.0.2.0/24 443"), OfAzure(("priority", priority)));

    [Fact]
    public void The_default_rules_let_in_the_virtual_network_and_the_load_balancer_and_let_out_everything()
    {
        var flows = AzurePlanReader.Flows([]);

        Assert.Equal(
            FlowsOf(
                "inbound all group:VirtualNetwork",
                "inbound all group:AzureLoadBalancer",
                "outbound all any-v4",
                "outbound all any-v6",
                "outbound all group:VirtualNetwork"),
            flows);
        Assert.Equal(flows.Except(FlowsOf("inbound all group:AzureLoadBalancer")), AzurePlanReader.Flows([], ignoreProbes: true));
        Assert.Equal(
            [
                ("AllowVnetInBound", Direction.Inbound, 65000, true), (
                    "AllowAzureLoadBalancerInBound", Direction.Inbound, 65001, true), ("DenyAllInBound", Direction.Inbound, 65500, false),
                ("AllowVnetOutBound", Direction.Outbound, 65000, true), (
                    "AllowInternetOutBound", Direction.Outbound, 65001, true), ("DenyAllOutBound", Direction.Outbound, 65500, false),
            ],
            AzurePlanReader.DefaultRules.Select(rule => (rule.Name, rule.Direction, rule.Priority, rule.Allow)));
    }

    [Fact]
    public void A_plan_that_permits_something_else_is_a_defect_that_names_both_differences()
    {
        var request = new PlanRequest("pbx", Of(Service("web", Inbound(Protocol.Tcp, "443")), "users", "192.0.2.0/24"));

        Assert.Equal(
            "The AWS plan of 'pbx' does not permit exactly what policy 'test' declares. Too much: inbound tcp 192.0.2.0/24 444. Too "
            + "little: inbound tcp 192.0.2.0/24 443. This is a defect of the planner; nothing was changed.",
            Assert.Throws<InvalidOperationException>(
                () => PlanProof.Check(AwsTarget.Instance, request, FlowsOf("inbound tcp 192.0.2.0/24 444"))).Message);
        Assert.Contains(
            "Too much: nothing. Too little: inbound",
            Assert.Throws<InvalidOperationException>(() => PlanProof.Check(AwsTarget.Instance, request, FlowSet.Empty)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Too much: inbound tcp 192.0.2.0/24 444. Too little: nothing.",
            Assert.Throws<InvalidOperationException>(
                () => PlanProof.Check(AwsTarget.Instance, request, FlowsOf("inbound tcp 192.0.2.0/24 443-444"))).Message,
            StringComparison.Ordinal);
        PlanProof.Check(AwsTarget.Instance, request, FlowsOf("inbound tcp 192.0.2.0/24 443"));
    }

    private static FlowSet OfAws(params (string, object?)[] properties) =>
        AwsPlanReader.Flows([new PlannedResource(AwsTypes.IngressRule, "r", Map(properties), [])]);

    /// <summary>One rule before the closing ones, with properties changed.</summary>
    private static FlowSet OfAzure(params (string Key, object? Value)[] changed)
    {
        var rule = Map([.. s_azure.Where(given => !changed.Any(other => other.Key == given.Key)), .. changed]);
        var closing = new[] { Direction.Inbound, Direction.Outbound }.Select(
            direction => AzureRuleDraft.Closing("deny", direction, 4096, "*", allow: false, ""));
        return AzurePlanReader.Flows(
            [
                new PlannedResource(
                    AzureTypes.NetworkSecurityGroup,
                    "g",
                    new PropertyMap { { "securityRules", new PropertyList([rule, .. closing]) } },
                    []),
            ]);
    }

    private static PropertyMap Map((string Key, object? Value)[] properties)
    {
        var map = new PropertyMap();
        foreach (var (key, value) in properties)
        {
            map.Add(key, value switch
            {
                null => null,
                string text => text,
                int number => number,
                _ => (PropertyValue)value,
            });
        }

        return map;
    }
}
