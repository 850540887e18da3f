using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Tests.Planning;

public sealed class OrderedRulesTests
{
    [Fact]
    public void The_lower_priority_decides()
    {
        var permitted = OrderedRules.Permitted(
        [
            Rule("deny", 100, false, "inbound tcp 192.0.2.0/25 443"),
            Rule("allow", 200, true, "inbound tcp 192.0.2.0/24 443"),
        ]);

        Assert.Equal(TestPolicy.FlowsOf("inbound tcp 192.0.2.128/25 443"), permitted);
    }

    [Fact]
    public void An_empty_group_permits_what_the_default_rules_do()
    {
        var permitted = OrderedRules.Permitted(AzurePlanReader.DefaultRules);

        Assert.True(
            permitted.IsSupersetOf(
                TestPolicy.FlowsOf(
                    "inbound all group:VirtualNetwork",
                    "inbound all group:AzureLoadBalancer",
                    "outbound all 0.0.0.0/0",
                    "outbound all ::/0")));
        Assert.False(permitted.Overlaps(TestPolicy.FlowsOf("inbound all 0.0.0.0/0", "inbound all ::/0")));
    }

    [Fact]
    public void A_deny_on_everything_closes_the_virtual_network_too()
    {
        var permitted = OrderedRules.Permitted(
            [Rule("deny", 4096, false, "inbound all 0.0.0.0/0", "inbound all ::/0"), .. AzurePlanReader.DefaultRules]);

        Assert.True(permitted.Slice(Direction.Inbound).IsEmpty);
    }

    [Fact]
    public void A_deny_on_one_family_leaves_the_virtual_network_open()
    {
        var permitted = OrderedRules.Permitted([Rule("deny", 4096, false, "inbound all 0.0.0.0/0"), .. AzurePlanReader.DefaultRules]);

        Assert.True(permitted.IsSupersetOf(TestPolicy.FlowsOf("inbound all group:VirtualNetwork")));
    }

    private static OrderedRule Rule(string name, int priority, bool allow, params string[] matches) =>
        new(name, Direction.Inbound, priority, allow, [.. matches.Select(FlowRange.Parse)]);
}
