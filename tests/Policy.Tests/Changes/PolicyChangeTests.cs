using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Composition;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Changes;

public sealed class PolicyChangeTests
{
    private const string MediaFromAnyone = "inbound udp 0.0.0.0/0 10000-20000";
    private const string EverythingOut = "outbound udp 0.0.0.0/0 0-65535";

    [Fact]
    public void The_same_flows_written_otherwise_are_no_change()
    {
        var change = Change(
            ["inbound tcp 192.0.2.0/24 443-444"],
            ["inbound tcp 192.0.2.0/25 443-444", "inbound tcp 192.0.2.128/25 443", "inbound tcp 192.0.2.128/25 444"]);

        Assert.True(change.IsNone);
        Assert.All(change.CallImpacts, impact => Assert.True(impact.CutsNothing));
    }

    [Fact]
    public void Narrowing_media_that_aws_does_not_track_cuts_running_calls()
    {
        var impact = AwsTarget.Instance.FindCallImpact(
            FlowsOf(MediaFromAnyone, EverythingOut), FlowsOf("inbound udp 198.51.100.0/24 10000-20000", EverythingOut));

        Assert.True(impact.Cut.Contains(FlowRange.Parse("inbound udp 203.0.113.7/32 10000-20000")));
        Assert.Contains("cut at once", impact.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Narrowing_media_that_aws_tracks_lets_running_calls_go_on()
    {
        var impact = AwsTarget.Instance.FindCallImpact(
            FlowsOf(MediaFromAnyone, "outbound udp 0.0.0.0/0 1025-65535"),
            FlowsOf("inbound udp 198.51.100.0/24 10000-20000", "outbound udp 0.0.0.0/0 1025-65535"));

        Assert.True(impact.CutsNothing);
        Assert.True(impact.Surviving.Contains(FlowRange.Parse("inbound udp 203.0.113.7/32 10000-20000")));
    }

    [Fact]
    public void Closing_the_open_way_back_cuts_flows_that_were_not_tracked()
    {
        var impact = AwsTarget.Instance.FindCallImpact(
            FlowsOf(MediaFromAnyone, EverythingOut), FlowsOf(MediaFromAnyone, "outbound udp 0.0.0.0/0 1025-65535"));

        Assert.True(impact.Cut.Contains(FlowRange.Parse(MediaFromAnyone)));
    }

    [Fact]
    public void Azure_cuts_no_running_call()
    {
        var impact = AzureTarget.Instance.FindCallImpact(FlowsOf(MediaFromAnyone, EverythingOut), FlowSet.Empty);

        Assert.True(impact.CutsNothing);
        Assert.Equal(FlowsOf(MediaFromAnyone, EverythingOut), impact.Surviving);
    }

    [Theory]
    [InlineData("inbound tcp 203.0.113.0/24 22", true)]
    [InlineData("inbound tcp 10.0.0.0/8 22", false)]
    [InlineData("outbound tcp 0.0.0.0/0 22", false)]
    public void Exposure_grows_when_public_addresses_get_in(string added, bool grows) =>
        Assert.Equal(grows, Change(["inbound tcp 10.0.0.0/24 443"], ["inbound tcp 10.0.0.0/24 443", added]).ExposureGrows);

    [Fact]
    public void Flows_that_must_never_be_cut_are_named_with_their_service()
    {
        var web = Service("web", Inbound(Protocol.Tcp, "443"));
        var before = new TestPolicy(
            Define((web, "administrators")),
            new PolicyArguments(Peers(("administrators", ["192.0.2.0/24", "198.51.100.0/24"]))) { NeverCut = ["web"] });
        var after = new TestPolicy(Define((web, "administrators")), Peers(("administrators", ["192.0.2.0/24"])));

        var change = PolicyChange.Between(Of(before), Of(after), ShippedClouds.All);

        var violation = Assert.Single(change.NeverCutViolations);
        Assert.Equal(("web", FlowsOf("inbound tcp 198.51.100.0/24 443")), (violation.Service, violation.Flows));

        static Permissions Of(FirewallPolicy policy) => Permissions.From(AwsTarget.Instance.Plan(new PlanRequest("pbx", policy)));
    }

    [Fact]
    public void What_is_marked_survives_a_stacks_outputs()
    {
        var service = Service(
            "web",
            Inbound(Protocol.Tcp, "443"),
            new Requirement(Direction.Inbound, Protocol.Icmp, PortRange.ForIcmp(8, -1), "ping"),
            Outbound(Protocol.Any, "0-65535"));
        var policy = new TestPolicy(
            Define((service, "administrators")),
            new PolicyArguments(Peers(("administrators", ["192.0.2.0/25", "192.0.2.128/25", "2001:db8::/32", "sg-0a1b2c3d"])))
            {
                NeverCut = ["web"],
            });
        var plan = AwsTarget.Instance.Plan(new PlanRequest("pbx", policy));

        var read = NeverCutOutput.Read("pbx", NeverCutOutput.From(plan));

        Assert.Equal([("web", plan.Flows)], read.NeverCut.Select(entry => (entry.Service, entry.Flows)));
        Assert.Equal(plan.Flows, read.Flows);
        Assert.Equal("pbx", NeverCutOutput.FindInstance(NeverCutOutput.NameFor("pbx")));
        Assert.Null(NeverCutOutput.FindInstance("pbx-digest"));
    }

    [Fact]
    public void One_side_each_is_compared_whatever_the_names_and_several_by_name()
    {
        var (now, next, other) = (Side("now"), Side("next"), Side("other"));

        Assert.Equal([("now", "next")], Names(PolicyChange.Pair([now], [next], ShippedClouds.All)));
        Assert.Equal(
            [("next", "next"), ("now", "now"), ("other", "other")],
            Names(PolicyChange.Pair([now, next], [next, other], ShippedClouds.All)));
        Assert.Equal(
            [("next", "next"), ("now", "now"), ("other", "other")], Names(PolicyChange.Pair([now], [next, other], ShippedClouds.All)));
        Assert.Equal(
            [("next", "next"), ("now", "now"), ("other", "other")], Names(PolicyChange.Pair([next, other], [now], ShippedClouds.All)));

        static Permissions Side(string name) => new(name, null, FlowSet.Empty);
        static IEnumerable<(string, string)> Names(IEnumerable<PolicyChange> changes) =>
            changes.Select(change => (change.Before.Name, change.After.Name));
    }

    [Fact]
    public void An_instance_without_a_counterpart_is_compared_with_nothing()
    {
        Permissions gone = new("a", AwsTarget.Instance, FlowsOf("inbound tcp 192.0.2.0/24 443")), kept = new(
            "b", AwsTarget.Instance, FlowSet.Empty), added = new("c", AwsTarget.Instance, FlowsOf("inbound tcp 192.0.2.0/24 80"));

        var changes = PolicyChange.Pair([gone, kept], [kept, added], ShippedClouds.All);

        Assert.Equal([FlowSet.Empty, FlowSet.Empty, added.Flows], changes.Select(change => change.Possible));
        Assert.Equal([gone.Flows, FlowSet.Empty, FlowSet.Empty], changes.Select(change => change.Impossible));
        Assert.Equal([false, true, false], changes.Select(change => change.IsNone));
        Assert.Equal(["a", "b", "c"], changes.Select(change => change.Before.Name));
    }

    [Fact]
    public void A_consequence_says_where_a_port_moved()
    {
        Permissions On(string web, string chat) => Permissions.From("pbx", null, new TestPolicy(
            Define(
                (Service("web-interface", Inbound(Protocol.Tcp, web)), "administrators"),
                (Service("chat", Inbound(Protocol.Tcp, chat)), "staff")),
            Peers(("administrators", ["192.0.2.0/24", "2001:db8::/32"]), ("staff", ["198.51.100.0/24"]))).Rules);

        var moved = PolicyChange.Between(On("443", "5222"), On("8443", "5222"), ShippedClouds.All);
        var gone = PolicyChange.Between(On("443", "5222"), On("443", "5222") with { Flows = FlowSet.Empty }, ShippedClouds.All);

        Assert.Equal(
            [("web-interface", "administrators cannot open the web interface on port 443, which moved to 8443")], moved.Consequences);
        Assert.Equal(
            [("chat", "staff cannot reach chat"), ("web-interface", "administrators cannot open the web interface")],
            gone.Consequences.Order());
    }

    [Fact]
    public void A_port_that_goes_beside_one_that_moves_is_not_said_to_have_moved()
    {
        Permissions On(params Requirement[] rows) => Permissions.From("pbx", null, new TestPolicy(
            Define((Service("web-interface", rows), "administrators")), Peers(("administrators", ["192.0.2.0/24"]))).Rules);

        var change = PolicyChange.Between(
            On(Inbound(Protocol.Tcp, "80"), Inbound(Protocol.Tcp, "443")), On(Inbound(Protocol.Tcp, "8443")), ShippedClouds.All);

        Assert.Equal([("web-interface", "administrators cannot open the web interface")], change.Consequences);
    }

    [Fact]
    public void Consequences_are_told_once_for_each_service_that_loses_flows()
    {
        var policy = new TestPolicy(
            Define(
                (Service("sip", Inbound(Protocol.Udp, "5060"), Inbound(Protocol.Tcp, "5060")), "phones"),
                (Service("ntp", Outbound(Protocol.Udp, "123")), "phones"),
                (Service("dns", Outbound(Protocol.Udp, "53")), "phones")),
            Peers(("phones", ["192.0.2.0/24", "2001:db8::/32"])));
        var before = Permissions.From("pbx", null, policy.Rules);

        var change = PolicyChange.Between(
            before, before with { Flows = FlowsOf("outbound udp 192.0.2.0/24 53", "outbound udp 2001:db8::/32 53") }, ShippedClouds.All);

        Assert.Equal(
            [("ntp", "the PBX's clock drifts: certificates and call records go wrong"), ("sip", "phones cannot register")],
            change.Consequences.Order());
    }

    [Fact]
    public void What_only_the_next_plan_marks_must_not_be_cut_either_but_what_was_never_open_is_not_lost()
    {
        FlowSet first = FlowsOf("inbound tcp 192.0.2.0/24 443"), second = FlowsOf(
            "inbound tcp 192.0.2.0/24 444"), third = FlowsOf("inbound tcp 192.0.2.0/24 445");
        var before = new Permissions("pbx", null, first.Union(second)) { NeverCut = [new ProtectedFlows("web", first)] };
        var after = new Permissions("pbx", null, FlowSet.Empty)
        {
            NeverCut = [new ProtectedFlows("web", second.Union(third)), new ProtectedFlows("apps", second)],
        };

        var violations = PolicyChange.Between(before, after, ShippedClouds.All).NeverCutViolations;

        Assert.Equal([("apps", second), ("web", first.Union(second))], violations.Select(lost => (lost.Service, lost.Flows)));
    }

    [Fact]
    public void A_forbidden_cut_says_what_would_be_lost_and_the_ways_on()
    {
        var before = new Permissions("pbx", null, FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 53"))
        {
            NeverCut = [new ProtectedFlows("web", FlowsOf("inbound tcp 192.0.2.0/24 443", "inbound udp 192.0.2.0/24 53"))],
        };

        var cut = Assert.Single(
            ForbiddenCut.Find(
                [
                    PolicyChange.Between(before, new Permissions("pbx-01", null, FlowSet.Empty), ShippedClouds.All), PolicyChange
                        .Between(before, before, ShippedClouds.All),
                ]));

        Assert.Equal(
            "pbx-01 would cut web, which must never be cut: inbound tcp 192.0.2.0/24 443; inbound udp 192.0.2.0/24 53; keep it allowed, "
            + "or use --allow-cut web.",
            cut.ToProblem(accepted => $"use --allow-cut {accepted}").Describe());
    }

    [Fact]
    public void A_rule_that_a_marked_service_shares_with_another_is_put_out_for_the_marked_one()
    {
        var policy = new TestPolicy(
            Define((Service("apps", Inbound(Protocol.Tcp, "443")), "users"), (Service("web", Inbound(Protocol.Tcp, "443")), "users")),
            new PolicyArguments(Peers(("users", ["192.0.2.0/24"]))) { NeverCut = ["web"] });

        Assert.Equal(["web"], NeverCutOutput.From(AwsTarget.Instance.Plan(new PlanRequest("pbx", policy))).Keys);
    }

    [Fact]
    public void A_plan_that_marks_nothing_puts_nothing_out()
    {
        var (marked, unmarked) = (Plan(["web"]), Plan([]));

        Assert.Empty(NeverCutOutput.From(unmarked));
        var output = Assert.Single(NeverCutOutput.From(marked));
        Assert.Equal("web", output.Key);
        Assert.Equal(["inbound tcp 192.0.2.0/24 443"], output.Value);
        Assert.Null(NeverCutOutput.FindInstance("-neverCut"));
        Assert.Equal("pbx-neverCut", NeverCutOutput.NameFor("pbx"));

        static Plan Plan(IEnumerable<string> services) => AwsTarget.Instance.Plan(new PlanRequest("pbx", new TestPolicy(
            Define(
                (Service("web", Inbound(Protocol.Tcp, "443")), "users"), (
                    Service("apps", Inbound(Protocol.Tcp, "80")),
                    "users")), new PolicyArguments(Peers(("users", ["192.0.2.0/24"]))) { NeverCut = [.. services] })));
    }

    private static PolicyChange Change(string[] before, string[] after) =>
        PolicyChange.Between(
            new Permissions("before", null, FlowsOf(before)), new Permissions("after", null, FlowsOf(after)), ShippedClouds.All);
}
