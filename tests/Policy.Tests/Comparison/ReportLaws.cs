using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Comparison;

/// <summary>What differs in the sets is in the report: nothing is lost on the way from a flow to the rule that is named for it.</summary>
public sealed class ReportLaws
{
    private static readonly string[] Names = ["Storage", "Storage.WestEurope", "Internet", "VirtualNetwork", "Sql"];
    private static readonly string[] Prefixes = ["203.0.113.0/24", "192.0.2.0/24", "10.0.0.0/8"];

    private static Plan Plan => AzureTarget.Instance.Plan(new PlanRequest(
        "pbx", Of(Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Udp, "53")), "users", "192.0.2.0/24", "tag:Sql")));

    [Property(MaxTest = 1000)]
    [Trait("Category", "Slow")]
    public void Groups_that_differ_in_any_membership_are_never_in_sync(int seed)
    {
        var random = new Random(seed);
        ImmutableArray<LiveGroup> groups = [.. Enumerable.Range(0, random.Next(1, 3)).Select(index => Group(random, $"group{index}"))];
        var plan = Plan;
        var path = new LayerPath(AzureTarget.Instance.FindLayers(groups), null);
        var compared = ExposureComparison.Compare(
            path, AzureTarget.Instance.ReadFlows(plan), new Memberships(AzureTarget.Instance, _ => null, PrefixSet.Empty));

        var drift = DriftComparer.CompareGroups(plan, groups, []);

        Assert.Equal(compared.IsSame, drift.Reasons.IsEmpty && drift.Extra.IsEmpty && drift.Missing.IsEmpty);
        var told = FlowSet.From(drift.Extra.SelectMany(extra => extra.Ranges));
        Assert.All(compared.Extra, found => Assert.True(told.IsSupersetOf(found.Flows), $"untold of {found.Flows}"));
    }

    [Fact]
    public void Everyone_behind_a_denied_tag_is_told_of()
    {
        FlowRange[] everyone = [FlowRange.Parse("inbound tcp any-v4 22"), FlowRange.Parse("inbound tcp any-v6 22")];
        var deny = new LiveRule("deny", Direction.Inbound, [FlowRange.Parse("inbound tcp group:Storage 22")])
        {
            Allow = false,
            Priority = 100,
        };
        var allow = new LiveRule("allow", Direction.Inbound, [.. everyone]) { Priority = 101 };

        var extra = Assert.Single(DriftComparer.CompareGroups(Plan, [Planned("nsg", deny, allow)], []).Extra);

        Assert.Equal("Anyone on the Internet may reach tcp 22 (SSH), depending on the members of Storage.", extra.Summary);
        Assert.Equal(("allow", false), (extra.Rule.Id, extra.IsCertain));
    }

    [Fact]
    public void A_group_without_a_carrier_is_unknown_where_one_source_did_not_tell_its_interfaces()
    {
        var group = Planned("nsg") with { AttachedTo = null };
        var denied = Problem.Error(ProblemIds.AccessRefused, "The interfaces could not be read");
        var partly = new LiveSurroundings
        {
            Read = [SurroundingPart.Interfaces],
            Unread = LiveSurroundings.None.Unread.Add(SurroundingPart.Interfaces, denied),
        };

        var drift = DriftComparer.CompareInterfaces(Plan, [group], new LiveIndex(AzureTarget.Instance, [group], partly), []);

        Assert.Equal(DriftStatus.Unknown, drift.Status);
        Assert.Contains(denied, drift.Reasons);
        Assert.Empty(drift.Attachments);
    }

    [Fact]
    public void A_tag_of_two_files_with_different_addresses_is_a_problem_and_of_two_equal_ones_none()
    {
        var one = Tags("192.0.2.0/24");

        Assert.Empty(LiveSurvey.Join([one, Tags("192.0.2.0/25", "192.0.2.128/25")]).Problems);
        Assert.Contains("Storage", Assert.Single(LiveSurvey.Join([one, Tags("192.0.2.0/25")]).Problems).Message, StringComparison.Ordinal);

        static LiveSurvey Tags(params string[] prefixes) => new([], [])
        {
            Surroundings = new LiveSurroundings
            {
                Members = LiveSurroundings.None.Members.Add("Storage", PrefixSet.From(prefixes.Select(Prefix.Parse))),
            },
        };
    }

    [Fact]
    public void A_name_lies_in_the_one_two_levels_up_in_any_letter_case()
    {
        var inner = FlowRange.Parse("inbound tcp group:Storage.West.Zone 22");
        var outer = FlowRange.Parse("inbound tcp group:STORAGE 22");
        var group = new LiveGroup(AzureTarget.Instance, "nsg", "nsg") { Rules = [new LiveRule("r", Direction.Inbound, [outer, inner])] };
        var path = new LayerPath(AzureTarget.Instance.FindLayers([group]), null);

        Assert.True(ExposureComparison.Compare(
            path, FlowSet.From(outer), new Memberships(AzureTarget.Instance, _ => null, PrefixSet.Empty)).IsSame);
    }

    private static LiveGroup Planned(string id, params LiveRule[] further) => new(AzureTarget.Instance, id, "pbx")
    {
        Tags = Plan.GroupTags,
        Rules =
        [
            .. further,
            .. Plan.Flows.DisjointRanges().Select((range, index) =>
                new LiveRule($"plan{index}", range.Direction, [range]) { Priority = 200 + index }),
        ],
    };

    private static LiveGroup Group(Random random, string id) => Planned(
        id,
        [
            .. Enumerable.Range(0, random.Next(0, 5)).Select(index => new LiveRule(
                $"rule{index}", Direction.Inbound, Matches(random)) { Allow = random.Next(3) > 0, Priority = 100 + index }),
        ]);

    private static ImmutableArray<FlowRange> Matches(Random random)
    {
        var direction = random.Next(3) == 0 ? Direction.Outbound : Direction.Inbound;
        var ports = random.Next(3) switch { 0 => PortRange.All, 1 => new PortRange(443), _ => new PortRange(22) };
        RemoteScope[] remotes = random.Next(3) switch
        {
            0 => [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)],
            1 => [RemoteScope.OfGroup(Names[random.Next(Names.Length)])],
            _ => [Prefix.Parse(Prefixes[random.Next(Prefixes.Length)])],
        };
        return [.. remotes.Select(remote => new FlowRange(direction, Protocol.Tcp, remote, ports))];
    }
}
