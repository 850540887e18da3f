using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Changes;

public sealed class CallImpactTests
{
    private const string Tracked =
        "AWS tracks these connections: running calls continue until they are idle (UDP 180 s, TCP 350 s or 5 days), and new ones are "
        + "refused.";

    private const string Untracked =
        "AWS does not track these connections, because they are open to every address in both directions: they are cut at once. "
        + "No order of changes avoids this; narrow the other direction first, in a separate update while no calls run, or use a "
        + "maintenance window.";

    private const string OnAzure =
        "Azure does not re-evaluate existing connections: running calls continue, and new ones are refused. A SIP registration over UDP "
        + "ends at its next renewal.";

    private static readonly FlowSet s_open = FlowsOf("inbound udp any-v4 5060", "outbound udp any-v4 0-65535");

    [Fact]
    public void Nothing_lost_is_nothing_cut_on_either_cloud()
    {
        foreach (var cloud in (CloudTarget[])[AwsTarget.Instance, AzureTarget.Instance])
        {
            var impact = cloud.FindCallImpact(s_open, s_open.Union(FlowsOf("inbound tcp 192.0.2.0/24 443")));

            Assert.Equal(
                (cloud, true, FlowSet.Empty, "Nothing becomes impossible."),
                (impact.Cloud, impact.CutsNothing, impact.Surviving, impact.Explanation));
        }
    }

    [Fact]
    public void Connections_live_on_where_they_are_tracked()
    {
        var lost = FlowsOf("inbound tcp 192.0.2.0/24 443");

        Assert.Equal((Tracked, FlowSet.Empty, lost), Parts(AwsTarget.Instance.FindCallImpact(s_open.Union(lost), s_open)));
        Assert.Equal((OnAzure, FlowSet.Empty, s_open), Parts(AzureTarget.Instance.FindCallImpact(s_open, FlowSet.Empty)));
    }

    [Theory]
    [InlineData("udp", "any-v4")]
    [InlineData("udp", "any-v6")]
    [InlineData("tcp", "any-v4")]
    [InlineData("tcp", "any-v6")]
    public void What_is_open_to_everyone_both_ways_is_cut_at_once_in_either_direction(string protocol, string any)
    {
        var (inbound, outbound) = (FlowsOf($"inbound {protocol} {any} 5060"), FlowsOf($"outbound {protocol} {any} 5060"));
        var (allIn, allOut) = (FlowsOf($"inbound {protocol} {any} 0-65535"), FlowsOf($"outbound {protocol} {any} 0-65535"));

        Assert.Equal((Untracked, inbound, FlowSet.Empty), Parts(AwsTarget.Instance.FindCallImpact(inbound.Union(allOut), allOut)));
        Assert.Equal((Untracked, outbound, FlowSet.Empty), Parts(AwsTarget.Instance.FindCallImpact(outbound.Union(allIn), allIn)));
    }

    [Fact]
    public void What_is_cut_does_not_live_on_as_well()
    {
        var tracked = FlowsOf("inbound tcp 192.0.2.0/24 443");

        var impact = AwsTarget.Instance.FindCallImpact(s_open.Union(tracked), FlowsOf("outbound udp any-v4 0-65535"));

        Assert.Equal((Untracked, FlowsOf("inbound udp any-v4 5060"), tracked), Parts(impact));
    }

    [Theory]
    [InlineData("inbound udp 192.0.2.0/24 5060", "outbound udp any-v4 0-65535")]
    [InlineData("inbound udp any-v4 5060", "outbound udp any-v6 0-65535")]
    [InlineData("inbound udp any-v4 5060", "outbound tcp any-v4 0-65535")]
    [InlineData("inbound udp any-v4 5060", "outbound udp any-v4 1-65535")]
    [InlineData("inbound icmp any-v4 type all", "outbound icmp any-v4 type all")]
    public void Everything_else_is_tracked(string first, string second) =>
        Assert.Equal(
            (Tracked, FlowSet.Empty, FlowsOf(first)), Parts(AwsTarget.Instance.FindCallImpact(FlowsOf(first, second), FlowsOf(second))));

    [Fact]
    public void A_side_that_does_not_tell_its_cloud_has_an_impact_on_both()
    {
        Permissions unknown = new("a", null, s_open), azure = new("b", AzureTarget.Instance, FlowSet.Empty);

        Assert.Equal(
            [AwsTarget.Instance, AzureTarget.Instance], PolicyChange.Between(
                unknown, unknown with { Flows = FlowSet.Empty }, ShippedClouds.All).CallImpacts.Select(impact => impact.Cloud));
        Assert.Equal(
            [AzureTarget.Instance], PolicyChange.Between(unknown, azure, ShippedClouds.All).CallImpacts.Select(impact => impact.Cloud));
        Assert.Equal(
            [AzureTarget.Instance], PolicyChange.Between(azure, unknown, ShippedClouds.All).CallImpacts.Select(impact => impact.Cloud));
    }

    private static (string, FlowSet, FlowSet) Parts(CallImpact impact) => (impact.Explanation, impact.Cut, impact.Surviving);
}
