using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>
/// Groups that were attached by hand, or that a failed update created and did not attach: a flow moves to such a group only if its
/// attachment is known.
/// </summary>
public sealed class AttachmentTests
{
    private const int Limit = 6;
    private const string Interface = "eni-0123456789abcdef0";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 120)];

    /// <summary>
    /// No running call is cut, however the groups were attached and after any failed update: if nothing is refused, every flow that is
    /// declared before and after the update has a rule in an attached group at any moment.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_not_refused_cuts_nothing_whoever_attaches(int seed)
    {
        foreach (var step in Steps(seed).Where(step => step.Refusals.Count == 0))
            Assert.Empty(EngineSimulator.FindFaults(step.Before, step.After.Resources, Limit, step.AttachedByHand));
    }

    /// <summary>Every refusal is justified: for some set of attached groups, the update would cut a flow.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_is_refused_could_be_cut(int seed)
    {
        foreach (var step in Steps(seed).Where(step => step.Refusals is [ProblemIds.AttachmentUnknown]))
        {
            var known = Record(step.Before).FindAttached(step.Vouched).Select(group => AwsNames.Group("pbx", group)).ToList();
            List<string> unknown = [.. Groups(step.Before).Except(known)];
            Assert.Contains(Enumerable.Range(0, 1 << unknown.Count), choice => EngineSimulator.FindFaults(
                step.Before, step.After.Resources, Limit, known.Concat(unknown.Where((_, i) => (choice & (1 << i)) != 0))).Any());
        }
    }

    [Fact]
    public void The_histories_have_steps_of_every_kind()
    {
        var steps = Seeds.SelectMany(seed => Steps(seed.Data)).ToList();

        Assert.InRange(steps.Count(step => step.Refusals is [ProblemIds.AttachmentUnknown]), 8, 400);
        Assert.InRange(steps.Count(step => step.Refusals.Contains(ProblemIds.GroupNotAttached)), 5, 400);
        Assert.InRange(steps.Count(step => step.Refusals.Contains(ProblemIds.InterfaceLeft)), 5, 400);
        Assert.InRange(steps.Count(step => step.Refusals.Count == 0 && Groups(step.After.Resources).Count() > 1), 50, 600);
        Assert.InRange(steps.Count(step => step.IsAfterFailure && step.Refusals.Count == 0), 50, 400);
    }

    /// <summary>The update failed at the attachment, and networkInterfaceIds was removed afterwards.</summary>
    [Fact]
    public void A_rule_that_a_failed_update_left_in_an_unattached_group_does_not_stand_for_the_one_that_goes()
    {
        var before = Plan(
            Request("10.0.0.0/25", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24") with { MinimumGroups = 2 },
            RecordedGroups.None);
        // The second group is not attached.
        var wider = Request("10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24");
        var failing = Plan(wider with { Interface = Interface, MinimumGroups = 2 }, Record(before.Resources));
        var state = EngineSimulator.Interrupt(before.Resources, failing.Resources, made => made.Type == AwsTypes.InterfaceAttachment);
        Assert.Contains(state, made => made.Name == "pbx-in-tcp-443-10.0.0.0-24");

        var again = Plan(wider, Record(state));

        var refusal = Assert.Single(again.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(ProblemIds.AttachmentUnknown, refusal.Id);
        Assert.Equal(
            "'pbx_2' would permit what another group permits now (inbound tcp 10.0.0.0/25 443), but nothing records whether the interface "
                + "has 'pbx_2'; if it does not, the traffic is cut; put 'pbx_2' onto the interface and add attachedGroups: 2; or import "
                + "the attachments that were made by hand and name the interface in networkInterfaceIds.",
            refusal.Describe());
        var change = PolicyChange.Between(Permissions.From(before), Permissions.From(again), [AwsTarget.Instance]);
        Assert.Equal("inbound tcp 10.0.0.0/25 443", string.Join("; ", change.Impossible.Ranges()));
        Assert.DoesNotContain(
            Plan(wider with { AttachedGroups = 2 }, Record(state)).Findings, finding => finding.Severity == Severity.Error);
    }

    /// <summary>
    /// The key counts all groups up to a number, so the message names every one of them that is not known to be attached.
    /// </summary>
    [Fact]
    public void Every_group_that_the_key_would_count_is_named()
    {
        var three = Plan(
            Request("10.0.0.0/25", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24") with { MinimumGroups = 3 }, RecordedGroups.None);
        var rules = Record(three.Resources).Rules.Select(rule => rule with { Group = 0 }).ToList();
        var full = new RecordedGroups([0, 1, 2], [.. rules, .. Enumerable.Range(0, 4).Select(i => rules[0] with
        {
            Key = FormattableString.Invariant($"in-tcp-{i}"),
            Name = FormattableString.Invariant($"in-tcp-{i}"),
            Group = 1,
            Ranges = [],
        })]);

        var wider = Plan(Request("10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24") with { MinimumGroups = 3 }, full);

        var refusal = Assert.Single(wider.Findings, finding => finding.Id == ProblemIds.AttachmentUnknown);
        Assert.StartsWith("'pbx_3' would permit", refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("put 'pbx_2' and 'pbx_3' onto the interface and add attachedGroups: 3;", refusal.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_flows_that_were_permitted_before_are_in_question()
    {
        var full = Plan(
            Request("10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24") with { MinimumGroups = 2 }, RecordedGroups.None);

        var more = Plan(
            Request("10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24", "10.4.0.0/24") with { MinimumGroups = 2 },
            Record(full.Resources));

        Assert.DoesNotContain(more.Findings, finding => finding.Severity == Severity.Error);
    }

    [Fact]
    public void A_group_is_filled_that_is_known_to_be_on_the_interface()
    {
        var two = Plan(Request("10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24", "10.4.0.0/24"), RecordedGroups.None);
        Assert.Equal(["pbx", "pbx_2"], Groups(two.Resources));
        var fewer = Plan(Request("10.0.0.0/24", "10.4.0.0/24"), Record(two.Resources));

        var more = Plan(Request("10.0.0.0/24", "10.4.0.0/24", "10.9.0.0/24"), Record(fewer.Resources));

        Assert.Equal("pbx", GroupOf(more, "pbx-in-tcp-443-10.9.0.0-24"));
    }

    [Fact]
    public void The_groups_of_a_state_are_attached_where_each_interface_has_them()
    {
        var plan = Plan(Request(Networks(6)) with { Interface = Interface }, RecordedGroups.None);
        Assert.Equal([0, 1], Record(plan.Resources).Attached!);

        var partly = plan.Resources.Where(resource => resource.Name != "pbx_2-interface-pbx");
        Assert.Equal([0], Record(partly).Attached!);

        Assert.Null(Record(plan.Resources.Where(resource => resource.Type != AwsTypes.InterfaceAttachment)).Attached);
    }

    [Fact]
    public void An_attachment_that_a_person_made_is_to_be_imported_before_the_plan_makes_it()
    {
        var before = Plan(Request(Networks(2)), RecordedGroups.None);

        var after = Plan(Request(Networks(2)) with { Interface = Interface }, Record(before.Resources));
        var finding = Assert.Single(after.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded);
        Assert.Equal(
            "'pbx-interface-pbx' is not in the state, and the provider refuses to put a group onto an interface that has it already; "
                + "import each that a person made before the update: pulumi import "
                + "aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment pbx-interface-pbx eni-…_sg-….",
            finding.Describe());
        var next = Plan(Request(Networks(3)) with { Interface = Interface }, Record(after.Resources));
        Assert.DoesNotContain(next.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded);
    }

    [Fact]
    public void Each_attachment_that_the_state_lacks_is_named()
    {
        var attached = Plan(Request(Networks(6)) with { Interface = Interface }, RecordedGroups.None);

        var partly = Plan(
            Request(Networks(6)) with { Interface = Interface },
            Record(attached.Resources.Where(resource => resource.Name != "pbx_2-interface-pbx")));

        Assert.StartsWith(
            "'pbx_2-interface-pbx' is not in the state,",
            Assert.Single(partly.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Another group may permit the same flows after the update, so the old group must stay attached until then.</summary>
    [Fact]
    public void A_group_that_goes_is_taken_off_after_its_rules_went_where_a_person_put_it_there()
    {
        var two = Plan(Request(Networks(5)), RecordedGroups.None);
        var ofSecond = two.Resources.Where(resource => resource.Name.StartsWith("pbx-in-", StringComparison.Ordinal)
            && GroupOf(two, resource.Name) == "pbx_2").Select(resource => resource.Properties.Text("cidrIpv4")!);

        var one = Plan(Request([.. Networks(5).Except(ofSecond)]), Record(two.Resources));

        var finding = Assert.Single(one.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded);
        Assert.Equal(
            "'pbx_2' goes, and AWS does not delete a group that is on an interface; keep it in this update with minimumGroups: 2, take "
                + "it off the interface then, and leave the key out in the next update.",
            finding.Describe());

        // The advice leads to the end, and nothing is cut on the way.
        var kept = Plan(Request([.. Networks(5).Except(ofSecond)]) with { MinimumGroups = 2 }, Record(two.Resources));
        Assert.Equal(["pbx", "pbx_2"], Groups(kept.Resources));
        Assert.DoesNotContain(kept.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded);
        Assert.Empty(EngineSimulator.FindFaults(two.Resources, kept.Resources, 4));
        Assert.Empty(EngineSimulator.FindFaults(
            kept.Resources, Plan(Request([.. Networks(5).Except(ofSecond)]), Record(kept.Resources)).Resources, 4, ["pbx"]));
    }

    [Fact]
    public void A_group_that_is_said_to_be_attached_and_is_not_there_is_told()
    {
        var before = Plan(Request(Networks(2)), RecordedGroups.None);

        var after = Plan(Request(Networks(2)) with { AttachedGroups = 2 }, Record(before.Resources));

        Assert.Equal(
            "attachedGroups counts 'pbx_2', which does not exist; lower it until the group exists and is on the interface.",
            Assert.Single(after.Findings, finding => finding.Id == ProblemIds.AttachmentUnrecorded).Describe());
    }

    private static IEnumerable<Step> Steps(int seed)
    {
        var random = new Random(seed);
        int[] lengths = [.. Enumerable.Range(0, 14).Select(_ => random.Next(2) == 0 ? 24 : 0)];
        IReadOnlyList<PlannedResource> state = Plan(Next(), RecordedGroups.None).Resources;
        HashSet<string> hand = [.. Groups(state)];
        var (vouched, isAfterFailure) = (hand.Count, false);
        for (var i = 0; i < 6; i++)
        {
            if (random.Next(4) == 0)
            {
                // All groups are attached by hand, and attachedGroups is updated or not.
                hand = [.. Groups(state)];
                vouched = random.Next(2) == 0 ? 1 + Groups(state).Max(group => AwsNames.FindGroup("pbx", group) ?? 0) : vouched;
            }

            // networkInterfaceIds is added, and seldom removed.
            var isNamed = state.Any(resource => resource.Type == AwsTypes.InterfaceAttachment) ? random.Next(6) > 0 : random.Next(4) == 0;
            var after = Plan(Next() with { AttachedGroups = vouched, Interface = isNamed ? Interface : null }, Record(state));
            var placed = PlacementChange.Between(Placed(state), Permissions.From(after)).Select(change => change.Problem);
            List<string> refusals =
            [
                .. after.Findings.Where(finding => finding.Severity == Severity.Error).Concat(placed)
                    .Select(problem => problem.Id)
                    .Distinct(StringComparer.Ordinal),
            ];
            yield return new Step(state, after, [.. hand], vouched, refusals, isAfterFailure);
            if (refusals.Count > 0) continue;
            isAfterFailure = random.Next(3) == 0;
            var fails = random.Next(5);
            state = isAfterFailure
                ? EngineSimulator.Interrupt(
                    state,
                    after.Resources,
                    made => fails == 0 ? made.Type == AwsTypes.InterfaceAttachment : random.Next(4) == 0)
                : after.Resources;
            hand.IntersectWith(Groups(state));
            vouched = Math.Min(vouched, 1 + hand.Select(group => AwsNames.FindGroup("pbx", group) ?? 0).DefaultIfEmpty(0).Max());
        }

        Wanted Next()
        {
            // Some networks are added or removed, or become wider or narrower.
            for (var place = 0; place < lengths.Length; place++)
            {
                if (random.Next(5) == 0) lengths[place] = random.Next(3) == 0 ? 0 : random.Next(22, 26);
            }

            return Request(
                [
                    .. lengths.Select((length, place) => (length, place)).Where(of => of.length > 0)
                        .Select(of => FormattableString.Invariant($"10.{of.place}.0.0/{of.length}")),
                    "192.0.2.0/24",
                ]) with
            {
                Limit = Limit,
                MinimumGroups = random.Next(1, 4),
            };
        }
    }

    private static Permissions Placed(IEnumerable<PlannedResource> state)
    {
        var none = new Permissions("pbx", AwsTarget.Instance, FlowSet.Empty);
        return none with
        {
            Placement = AwsTarget.Instance.ReadPlacement("pbx", state.Select(RecordedResource.From)),
            IsDeployed = true,
        };
    }

    private static Plan Plan(Wanted wanted, RecordedGroups recorded)
    {
        var policy = new TestPolicy(
            Define((Service("web", Inbound(Protocol.Tcp, "443")), "users")),
            new PolicyArguments().WithPeers("users", [.. wanted.Users.Select(Peer.Parse)]));
        var request = new PlanRequest("pbx", policy)
        {
            Recorded = recorded,
            RulesPerGroup = wanted.Limit,
            MinimumGroups = wanted.MinimumGroups,
            AttachedGroups = wanted.AttachedGroups,
        };
        return AwsTarget.Instance.Plan(wanted.Interface is not { } id ? request : new PlanRequest(request)
        {
            NetworkInterfaceIds = request.NetworkInterfaceIds.Add("pbx", id),
        });
    }

    private static Wanted Request(params string[] users) => new([.. users]);

    private static string[] Networks(int count) =>
        [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"10.{i}.0.0/24"))];

    private static RecordedGroups Record(IEnumerable<PlannedResource> resources) =>
        AwsTarget.Instance.ReadRecorded("pbx", resources.Select(RecordedResource.From));

    private static IEnumerable<string> Groups(IEnumerable<PlannedResource> resources) =>
        resources.Where(resource => resource.Type == AwsTypes.SecurityGroup).Select(group => group.Name);

    private static string GroupOf(Plan plan, string rule) =>
        ((PropertyReference)plan.Resources.Single(resource => resource.Name == rule).Properties["securityGroupId"]!).Resource;

    private sealed record Wanted(System.Collections.Immutable.ImmutableArray<string> Users)
    {
        public string? Interface { get; init; }

        public int Limit { get; init; } = 4;

        public int MinimumGroups { get; init; } = 1;

        public int AttachedGroups { get; init; } = 1;
    }

    private sealed record Step(
        IReadOnlyList<PlannedResource> Before,
        Plan After,
        HashSet<string> AttachedByHand,
        int Vouched,
        List<string> Refusals,
        bool IsAfterFailure);
}
