using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Composition;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Changes;

/// <summary>A rule in a group that no interface has yet permits nothing, and a change says so.</summary>
public sealed class UnattachedTests
{
    private static readonly string[] Networks = [.. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"10.{i}.0.0/16"))];

    [Fact]
    public void What_moves_to_a_group_without_an_interface_is_cut()
    {
        var before = Plan(Networks, RecordedGroups.None, limit: 100);
        var recorded = AwsTarget.Instance.ReadRecorded("pbx", before.Resources.Select(RecordedResource.From));

        // Two networks become one that covers both, for which the group has no place left after two further ones.
        var after = Plan(
            [.. Networks.Except(["10.8.0.0/16", "10.9.0.0/16"]), "10.8.0.0/15", "1.0.0.0/24", "1.0.1.0/24"], recorded, limit: 60);

        Assert.True(after.HasErrors);
        var permitted = Permissions.From(after);
        Assert.Equal(after.Flows.Except(permitted.Flows), AwsTarget.Instance.FindIneffective(after));
        var change = PolicyChange.Between(Permissions.From(before), permitted, ShippedClouds.All);
        var lost = Assert.Single(change.NeverCutViolations);
        Assert.Equal("web", lost.Service);
        Assert.False(lost.Flows.IsEmpty);
    }

    [Fact]
    public void A_group_that_the_plan_puts_onto_the_interface_counts()
    {
        var before = Plan(Networks, RecordedGroups.None, limit: 100);
        var recorded = AwsTarget.Instance.ReadRecorded("pbx", before.Resources.Select(RecordedResource.From));

        var after = AwsTarget.Instance.Plan(new PlanRequest("pbx", Web([.. Networks, "192.0.2.0/24"]))
        {
            Recorded = recorded,
            NetworkInterfaceIds = new PlanRequest("pbx", Web(Networks)).NetworkInterfaceIds.Add("pbx", "eni-0123456789abcdef0"),
        });

        Assert.Equal(after.Flows, Permissions.From(after).Flows);
    }

    private static Plan Plan(string[] networks, RecordedGroups recorded, int limit) =>
        AwsTarget.Instance.Plan(new PlanRequest("pbx", Web(networks)) { Recorded = recorded, RulesPerGroup = limit });

    private static TestPolicy Web(string[] networks) => new(
        Define((Service("web", Inbound(Protocol.Tcp, "443")), "users")),
        new PolicyArguments { NeverCut = ["web"] }.WithPeers("users", [.. networks.Select(Peer.Parse)]));
}
