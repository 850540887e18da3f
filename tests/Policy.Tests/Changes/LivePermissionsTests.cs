using System.Collections.Immutable;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Changes;

public sealed class LivePermissionsTests
{
    [Fact]
    public void Groups_of_one_instance_are_taken_together_and_others_by_their_name()
    {
        var permissions = LivePermissions.From(
        [
            Group("sg-3", "zeta", null, Rule("inbound tcp 192.0.2.0/24 22")),
            Group("sg-1", "pbx-1", "pbx", Rule("inbound tcp 192.0.2.0/24 443")),
            Group("sg-2", "pbx-2", "pbx", Rule("inbound udp 192.0.2.0/24 5060")),
            Group("sg-4", "alone", null) with { Tags = null },
        ]);

        Assert.Equal([("alone", "aws"), ("pbx", "aws"), ("zeta", "aws")], permissions.Select(side => (side.Name, side.Cloud!.Id)));
        Assert.Equal(
            [
                FlowSet.Empty, FlowsOf(
                    "inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 5060"), FlowsOf("inbound tcp 192.0.2.0/24 22"),
            ], permissions.Select(side => side.Flows));
        Assert.All(permissions, side => Assert.Empty(side.NeverCut));
    }

    [Fact]
    public void Flows_of_rules_that_say_so_must_never_be_cut()
    {
        var side = Assert.Single(LivePermissions.From(
        [
            Group(
                "sg-1", "pbx", null,
                Rule("inbound udp 192.0.2.0/24 5060") with { Description = "[never cut] sip: Port table, row 5060" },
                Rule("inbound tcp 192.0.2.0/24 443") with { Description = "[never cut] web" },
                Rule("inbound tcp 192.0.2.0/24 5060") with { Description = "[never cut] sip: Port table, row 5060" },
                Rule("inbound tcp 192.0.2.0/24 80") with { Description = "web: [never cut] " },
                Rule("inbound tcp 192.0.2.0/24 81"),
                Rule("inbound tcp 192.0.2.0/24 82") with { Description = "[never cut] web", Allow = false }),
        ]));

        Assert.Equal(
            [
                ("sip", FlowsOf("inbound udp 192.0.2.0/24 5060", "inbound tcp 192.0.2.0/24 5060")), (
                    "web", FlowsOf("inbound tcp 192.0.2.0/24 443")),
            ],
            side.NeverCut.Select(entry => (entry.Service, entry.Flows)));
    }

    [Fact]
    public void What_a_live_group_permits_and_nobody_can_tell_is_refused()
    {
        var group = new LiveGroup(AzureTarget.Instance, "nsg", "pbx")
        {
            Rules =
            [
                new LiveRule("deny-tag", Direction.Inbound, [FlowRange.Parse("inbound tcp group:Storage 443")])
                {
                    Allow = false,
                    Priority = 100,
                },
                new LiveRule("allow", Direction.Inbound, [FlowRange.Parse("inbound tcp 192.0.2.0/24 443")]) { Priority = 200 },
            ],
        };

        var refusal = Assert.Throws<PolicyException>(() => LivePermissions.From([group]));

        Assert.Equal(
            "What 'pbx' permits depends on the members of Storage, which are not known.", refusal.Message);
    }

    private static LiveGroup Group(string id, string name, string? instance, params LiveRule[] rules) => new(AwsTarget.Instance, id, name)
    {
        Tags = instance is null
            ? ImmutableSortedDictionary<string, string>.Empty
            : ImmutableSortedDictionary<string, string>.Empty.Add("starface-policy:instance", instance),
        Rules = [.. rules],
    };

    private static LiveRule Rule(string flow) => new("rule", FlowRange.Parse(flow).Direction, [FlowRange.Parse(flow)]);
}
