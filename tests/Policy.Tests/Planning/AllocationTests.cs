using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>Where rules go when some are there already: a rule that is in a group stays there.</summary>
public sealed class AllocationTests
{
    private const int Limit = 12;
    private const string Interface = "eni-0123456789abcdef0";

    /// <summary>Histories of an instance: each step is another set of networks, planned beside what the step before left.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 80)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_rule_that_is_in_a_group_stays_there(int seed)
    {
        foreach (var (before, after) in Steps(seed).Concat(Steps(seed, Interface)))
        {
            var (was, stands) = (GroupsOf(before), GroupsOf(after));
            Assert.All(was.Keys.Intersect(stands.Keys), rule => Assert.Equal(was[rule], stands[rule]));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Old_and_new_rules_fit_together_or_it_is_said(int seed)
    {
        foreach (var (before, after) in Steps(seed))
        {
            var together = GroupsOf(before).Concat(GroupsOf(after)).Distinct().GroupBy(rule => (rule.Value, rule.Key[..6])).ToList();
            Assert.Equal(
                together.Exists(group => group.Count() > Limit),
                after.Findings.Any(finding => finding.Id is ProblemIds.NoRoomForBoth or ProblemIds.QuotaExceeded));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_group_that_no_interface_has_yet_is_an_error_unless_the_plan_puts_it_there(int seed)
    {
        foreach (var (before, after) in Steps(seed))
        {
            Assert.Equal(
                GroupsOf(after).Values.Except(NamesOfGroups(before)).Any(),
                after.Findings.Any(finding => finding.Id == ProblemIds.GroupNotAttached));
        }

        foreach (var (_, after) in Steps(seed, Interface))
        {
            Assert.DoesNotContain(after.Findings, finding => finding.Id == ProblemIds.GroupNotAttached);
            Assert.Equal(
                NamesOfGroups(after),
                after.Resources.Where(resource => resource.Type == AwsTypes.InterfaceAttachment).Select(GroupOf));
        }
    }

    /// <summary>
    /// The promise that no running call is cut, over everything the engine may do: where the plan has no error, no step is refused, and no
    /// flow that is declared before and after is without a rule in an attached group at any moment.
    /// </summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Category", "Slow")]
    public void Whatever_the_engine_does_first_nothing_is_refused_and_nothing_is_cut(int seed)
    {
        foreach (var (before, after) in Steps(seed).Concat(Steps(seed, Interface)).Where(step => !step.After.HasErrors))
            Assert.Empty(EngineSimulator.FindFaults(before.Resources, after.Resources, Limit));
    }

    /// <summary>Where one update cannot do it, the two that are given can, once the groups of the first are on the interface.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_steps_fit_one_after_the_other(int seed)
    {
        foreach (var (before, after) in Steps(seed))
        {
            Assert.Equal(
                after.Findings.Any(finding => finding.Id is ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached),
                after.FirstStep is not null);
            if (after.FirstStep is not { } first || after.Findings.Any(finding => finding.Id == ProblemIds.QuotaExceeded)) continue;
            Assert.Empty(EngineSimulator.FindFaults(before.Resources, first.Resources, Limit));
            Assert.Empty(EngineSimulator.FindFaults(first.Resources, after.Resources, Limit));
        }
    }

    /// <summary>The change fits once the groups that a message asks for exist and are attached.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void With_the_groups_that_are_asked_for_the_change_fits(int seed)
    {
        foreach (var (before, after) in Steps(seed))
        {
            var asked = after.Findings
                .Where(finding => finding.Id is ProblemIds.NoRoomForBoth or ProblemIds.GroupNotAttached)
                .Select(finding => System.Text.RegularExpressions.Regex.Match(finding.Fix!, "minimumGroups: ([0-9]+)").Groups[1].Value)
                .Where(groups => groups.Length > 0)
                .Select(groups => int.Parse(groups, System.Globalization.CultureInfo.InvariantCulture))
                .ToList();
            if (asked.Count == 0) continue;

            var ahead = Plan(new PlanRequest("pbx", before.Policy) { Recorded = Record(before), MinimumGroups = asked.Max() });
            var changed = Plan(
                new PlanRequest("pbx", after.Policy) { Recorded = Record(ahead), AttachedGroups = asked.Max() });

            Assert.DoesNotContain(ahead.Findings.Concat(changed.Findings), finding => finding.Severity == Severity.Error);
            Assert.Empty(EngineSimulator.FindFaults(before.Resources, ahead.Resources, Limit));
            Assert.Empty(EngineSimulator.FindFaults(ahead.Resources, changed.Resources, Limit));
        }
    }

    [Fact]
    public void Where_two_groups_are_full_two_more_are_asked_for()
    {
        var before = Plan(new PlanRequest("pbx", Web(Networks(2 * Limit - 1))) { Recorded = RecordedGroups.None, MinimumGroups = 2 });
        Assert.Equal(["pbx", "pbx_2"], NamesOfGroups(before));

        var renumbered = Plan(new PlanRequest("pbx", Web(Networks(2 * Limit - 1, from: 100))) { Recorded = Record(before) });

        Assert.All(
            renumbered.Findings.Where(finding => finding.Severity == Severity.Error),
            finding => Assert.Contains(
                "add minimumGroups: 4 to what is deployed, run 'pulumi up', put every group that is not there yet onto the interface",
                finding.Fix,
                StringComparison.Ordinal));
    }

    /// <summary>A rule stays in its group even if its prefix list grows beyond the group's quota.</summary>
    [Fact]
    public void A_prefix_list_that_outgrows_its_group_has_a_way_out()
    {
        TestPolicy Of(int entries) => new(
            Define(
                (Service("web", Inbound(Protocol.Tcp, "443")), "vpn"), (Service("shell", Inbound(Protocol.Tcp, "22")), "staff")),
            new PolicyArguments()
                .WithPeers("vpn", [.. Networks(entries).Select(Peer.Parse)])
                .WithPeers("staff", ["192.0.2.1/32"]));
        var before = Plan(new PlanRequest("pbx", Of(8)) { Recorded = RecordedGroups.None, PrefixListsFrom = 3 });
        Assert.Equal(["pbx"], NamesOfGroups(before));

        var grown = Plan(new PlanRequest("pbx", Of(9)) { Recorded = Record(before), PrefixListsFrom = 3 });

        Assert.Equal(
            "inbound IPv4 rules: 21 are needed, and the limit is 12; most rules go to vpn 20, staff 1; leave prefixListsFrom out, which "
                + "gives each prefix of the prefix list of vpn (IPv4) a rule of its own that can be in another group.",
            Assert.Single(grown.Findings, finding => finding.Severity == Severity.Error).Describe());
        var networks = new PlanRequest("pbx", Of(9)).NetworkInterfaceIds.Add("pbx", Interface);
        var attached = Plan(
            new PlanRequest("pbx", Of(8)) { Recorded = Record(before), PrefixListsFrom = 3, NetworkInterfaceIds = networks });
        var apart = Plan(new PlanRequest("pbx", Of(9)) { Recorded = Record(attached), NetworkInterfaceIds = networks });
        Assert.DoesNotContain(apart.Findings, finding => finding.Severity == Severity.Error);
        Assert.Empty(EngineSimulator.FindFaults(attached.Resources, apart.Resources, Limit));
    }

    /// <summary>The quota was lowered. Rules stay in their group, so another group does not help.</summary>
    [Fact]
    public void Above_a_quota_that_went_back_no_further_group_is_advised()
    {
        var before = Plan(new PlanRequest("pbx", Web(Networks(20))) { Recorded = RecordedGroups.None }, limit: 100);

        var after = Plan(new PlanRequest("pbx", Web(Networks(20))) { Recorded = Record(before) });

        Assert.All(
            after.Findings.Where(finding => finding.Severity == Severity.Error),
            error => Assert.Equal(
                "use fewer or wider prefixes, or have the quotas for rules or groups raised (rulesPerGroup)", error.Fix));
    }

    [Fact]
    public void A_list_of_somebody_else_in_live_groups_says_that_its_size_is_not_known()
    {
        var range = new FlowRange(Direction.Inbound, Protocol.Tcp, RemoteScope.OfGroup("pl-0123456789abcdef0"), new PortRange(443, 443));
        var group = new LiveGroup(AwsTarget.Instance, "sg-1", "pbx") { Rules = [new LiveRule("sgr-1", Direction.Inbound, [range])] };

        var plan = Plan(new PlanRequest("pbx", Web(Networks(1))) { Recorded = AwsTarget.Instance.ReadRecorded("pbx", [group], []) });

        Assert.Equal(
            "How many entries pl-0123456789abcdef0 may hold is not known, and no more than is known is counted; compare with the stack's "
                + "export to see whether everything fits.",
            Assert.Single(plan.Findings, finding => finding.Id == ProblemIds.WeightUnknown).Describe());
        var counted = group with
        {
            Rules = [group.Rules[0] with { Tags = group.Rules[0].Tags.SetItem(PlanTags.Weight, "5") }],
        };
        Assert.DoesNotContain(
            Plan(new PlanRequest("pbx", Web(Networks(1))) { Recorded = AwsTarget.Instance.ReadRecorded("pbx", [counted], []) }).Findings,
            finding => finding.Id == ProblemIds.WeightUnknown);
    }

    [Fact]
    public void The_histories_have_steps_of_every_kind()
    {
        var steps = Seeds.SelectMany(seed => Steps(seed.Data)).ToList();
        var attached = Seeds.SelectMany(seed => Steps(seed.Data, Interface)).ToList();

        Assert.InRange(steps.Count(step => step.After.Findings.Any(finding => finding.Id == ProblemIds.NoRoomForBoth)), 20, 200);
        Assert.InRange(steps.Count(step => step.After.Findings.Any(finding => finding.Id == ProblemIds.GroupNotAttached)), 20, 200);
        Assert.InRange(steps.Count(step => !step.After.HasErrors), 100, 400);
        Assert.InRange(attached.Count(step => NamesOfGroups(step.After).Except(NamesOfGroups(step.Before)).Any()), 20, 400);
        Assert.InRange(attached.Count(step => NamesOfGroups(step.Before).Except(NamesOfGroups(step.After)).Any()), 5, 400);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_same_networks_again_change_nothing(int seed)
    {
        foreach (var (_, after) in Steps(seed))
            Assert.Equal(GroupsOf(after), GroupsOf(Plan(new PlanRequest("pbx", after.Policy) { Recorded = Record(after) })));
    }

    [Fact]
    public void A_plan_that_forgets_where_rules_are_is_found_out()
    {
        var (before, after) = (Web(Networks(20, from: 0)), Web(Networks(20, from: 1)));
        var forgetful = Plan(new PlanRequest("pbx", after) { Recorded = RecordedGroups.None });

        Assert.NotEmpty(EngineSimulator.FindFaults(
            Plan(new PlanRequest("pbx", before) { RulesPerGroup = 60, Recorded = RecordedGroups.None }, limit: 60).Resources,
            forgetful.Resources,
            Limit));
    }

    /// <summary>
    /// Rules of one group give way to a rule of another, while the third is full: the first one's set waits for that rule by itself, or by
    /// way of the first set, which lists neither.
    /// </summary>
    [Theory]
    [InlineData(0, 1, "pbx-exclusive")]
    [InlineData(1, 0, "pbx_2-exclusive")]
    [InlineData(1, 2, "pbx_2-exclusive")]
    [InlineData(1, 2, "pbx-exclusive")]
    public void A_set_that_does_not_wait_for_the_other_groups_is_found_out(int from, int to, string set)
    {
        string[] staying = [.. Enumerable.Range(0, Limit).Select(i => FormattableString.Invariant($"172.16.{i}.0/24"))];
        var full = 3 - from - to;
        var policy = Web([.. staying, .. Networks(Limit)]);
        var rules = Record(Plan(new PlanRequest("pbx", policy) { Recorded = RecordedGroups.None }, limit: 3 * Limit)).Rules;
        var before = Plan(new PlanRequest("pbx", policy)
        {
            Recorded = new RecordedGroups(
                [0, 1, 2],
                [.. rules.Select(rule => rule with { Group = rule.Key.Contains("-172.", StringComparison.Ordinal) ? full : from })]),
            MinimumGroups = 3,
        });
        var after = Plan(new PlanRequest("pbx", Web([.. staying, "10.0.0.0/8"])) { Recorded = Record(before), MinimumGroups = 3 });
        Assert.Equal(AwsNames.Group("pbx", from), GroupsOf(before)["pbx-in-tcp-443-10.0.0.0-24"]);
        Assert.Equal(AwsNames.Group("pbx", to), GroupsOf(after)["pbx-in-tcp-443-10.0.0.0-8"]);
        Assert.Empty(EngineSimulator.FindFaults(before.Resources, after.Resources, Limit));

        var hasty = after.Resources.Select(resource =>
            resource.Name == set ? new PlannedResource(resource.Type, resource.Name, resource.Properties, []) : resource);

        Assert.NotEmpty(EngineSimulator.FindFaults(before.Resources, hasty, Limit));
    }

    /// <summary>A set or a tag for each group that names all rules makes a plan, and what is written of it, grow with the square.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Dependencies_are_at_most_three_for_each_resource_however_many_groups_there_are(bool exclusive)
    {
        var plan = Plan(new PlanRequest("pbx", Web(Networks(200)))
        {
            Recorded = RecordedGroups.None,
            ExclusiveRules = exclusive,
            NetworkInterfaceIds = new PlanRequest("pbx", Web(Networks(1))).NetworkInterfaceIds.Add("pbx", Interface),
        });
        Assert.InRange(NamesOfGroups(plan).Count(), 17, 40);

        Assert.InRange(plan.Resources.Sum(resource => resource.DependsOn.Length), 1, 3 * plan.Resources.Length);
    }

    [Fact]
    public void One_network_more_than_a_group_holds_moves_nothing()
    {
        var full = Plan(new PlanRequest("pbx", Web(Networks(60))) { Recorded = RecordedGroups.None }, limit: 100);

        var grown = Plan(new PlanRequest("pbx", Web(Networks(61))) { Recorded = Record(full) }, limit: 60);

        Assert.Equal("pbx_2", GroupsOf(grown)["pbx-in-tcp-443-10.0.60.0-24"]);
        var finding = Assert.Single(grown.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(ProblemIds.GroupNotAttached, finding.Id);
        Assert.Equal(
            "The security group 'pbx_2' is needed, which the interface does not have yet; attach it first: add minimumGroups: 2 to what is "
                + "deployed, run 'pulumi up', put the new group onto the interface, and then make this change with "
                + "attachedGroups: 2; or import the attachments that were made by hand and name the interface in networkInterfaceIds, and "
                + "one update does all of it in order.",
            finding.Describe());
    }

    [Fact]
    public void A_group_made_ahead_takes_what_comes()
    {
        var full = Plan(new PlanRequest("pbx", Web(Networks(60))) { Recorded = RecordedGroups.None }, limit: 100);
        var ahead = Plan(new PlanRequest("pbx", Web(Networks(60))) { Recorded = Record(full), MinimumGroups = 2 }, limit: 60);
        Assert.Equal(["pbx", "pbx_2"], NamesOfGroups(ahead));
        Assert.DoesNotContain(ahead.Findings, finding => finding.Severity == Severity.Error);

        var grown = Plan(new PlanRequest("pbx", Web(Networks(61))) { Recorded = Record(ahead), MinimumGroups = 2 }, limit: 60);

        Assert.DoesNotContain(grown.Findings, finding => finding.Severity == Severity.Error);
        Assert.Empty(EngineSimulator.FindFaults(ahead.Resources, grown.Resources, 60));
    }

    /// <summary>Nobody knows whether an empty group is on the interface: only what has no room elsewhere goes into it.</summary>
    [Theory]
    [InlineData(13, 0)]
    [InlineData(60, 0)]
    [InlineData(64, 4)]
    public void A_group_made_ahead_takes_only_what_has_no_room_elsewhere(int networks, int inSecond)
    {
        var first = Plan(new PlanRequest("pbx", Web(Networks(12))) { Recorded = RecordedGroups.None }, limit: 60);
        var ahead = Plan(new PlanRequest("pbx", Web(Networks(12))) { Recorded = Record(first), MinimumGroups = 2 }, limit: 60);

        var grown = Plan(new PlanRequest("pbx", Web(Networks(networks))) { Recorded = Record(ahead), MinimumGroups = 2 }, limit: 60);

        var ofSecond = GroupsOf(grown).Where(rule => rule.Value == "pbx_2");
        Assert.Equal(inSecond, ofSecond.Count(rule => rule.Key.StartsWith("pbx-in-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Renumbering_without_room_says_which_steps_fit()
    {
        var full = Plan(new PlanRequest("pbx", Web(Networks(60))) { Recorded = RecordedGroups.None }, limit: 60);
        Assert.Equal(["pbx", "pbx_2"], NamesOfGroups(full));
        var crowded = Plan(new PlanRequest("pbx", Web(Networks(60))) { Recorded = RecordedGroups.None }, limit: 100);

        var renumbered = Plan(
            new PlanRequest("pbx", Web([.. Networks(59), "192.0.2.0/24"])) { Recorded = Record(crowded) }, limit: 60);

        var finding = Assert.Single(renumbered.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal(ProblemIds.NoRoomForBoth, finding.Id);
        Assert.Equal(
            "Group 'pbx' would have 61 inbound IPv4 and 61 outbound IPv4 rules while old and new ones are both there, and the limit is "
                + "60; run 'pulumi up' twice, first without 192.0.2.0/24 and then with it ('compile --steps' writes both as programs; in "
                + "between neither 10.0.59.0/24 nor 192.0.2.0/24 is permitted), or add minimumGroups: 2 to what is deployed, run 'pulumi "
                + "up', put the new group onto the interface, and then make this change with attachedGroups: 2; or import the "
                + "attachments that were made by hand and name the interface in networkInterfaceIds, and one update does all of it in "
                + "order.",
            finding.Describe());
    }

    /// <summary>The engine attaches a new group before it takes an old one off.</summary>
    [Theory]
    [InlineData(6, 4, false)]
    [InlineData(10, 5, true)]
    public void Groups_that_go_count_as_long_as_those_that_come_are_there(int networks, int groups, bool isRefused)
    {
        const int limit = 2;
        string[] before = Networks(networks);
        var full = Plan(Request(before), limit);
        Assert.Equal(groups, NamesOfGroups(full).Count());
        var last = GroupsOf(full).Where(rule => rule.Value == NamesOfGroups(full).Max(StringComparer.Ordinal)).Select(rule => rule.Key);
        string[] gone = [.. last.Select(name => name["pbx-in-tcp-443-".Length..].Replace("-24", "/24", StringComparison.Ordinal))];

        var changed = Plan(
            new PlanRequest(Request([.. before.Except(gone), .. gone.Select((_, i) => $"192.0.{i}.0/24")])) { Recorded = Record(full) },
            limit);

        Assert.Equal(groups, NamesOfGroups(changed).Count());
        var errors = changed.Findings.Where(finding => finding.Severity == Severity.Error).ToList();
        Assert.Equal(isRefused ? 1 : 0, errors.Count);
        const string message = "The interface would have 6 security groups while old and new ones are both there, and the limit is 5";
        Assert.All(errors, error => Assert.Equal((ProblemIds.NoRoomForBoth, message), (error.Id, error.Message)));

        static PlanRequest Request(string[] users) => new(
            "pbx",
            new TestPolicy(
                Define((Service("web", Inbound(Protocol.Tcp, "443")), "users")),
                new PolicyArguments().WithPeers("users", [.. users.Select(Peer.Parse)])))
        {
            NetworkInterfaceIds = new PlanRequest("pbx", Web([])).NetworkInterfaceIds.Add("pbx", "eni-0123456789abcdef0"),
            Recorded = RecordedGroups.None,
        };
    }

    [Fact]
    public void What_must_never_be_cut_takes_the_room_there_is_first()
    {
        var definition = Define(
            (Service("shell", Inbound(Protocol.Tcp, "22")), "users"), (Service("web", Inbound(Protocol.Tcp, "443")), "users"));
        TestPolicy Of(int networks) => new(
            definition, new PolicyArguments { NeverCut = ["web"] }.WithPeers("users", [.. Networks(networks).Select(Peer.Parse)]));
        var before = Plan(new PlanRequest("pbx", Of(5)) { Recorded = RecordedGroups.None }, limit: 100);

        var after = GroupsOf(Plan(new PlanRequest("pbx", Of(7)) { Recorded = Record(before) }));

        // By its name the other one would come first.
        Assert.Equal(("pbx", "pbx"), (after["pbx-in-tcp-443-10.0.5.0-24"], after["pbx-in-tcp-443-10.0.6.0-24"]));
        Assert.Equal(("pbx_2", "pbx_2"), (after["pbx-in-tcp-22-10.0.5.0-24"], after["pbx-in-tcp-22-10.0.6.0-24"]));
    }

    [Fact]
    public void Consolidation_copies_first_and_removes_in_the_next_update()
    {
        var spread = Plan(new PlanRequest("pbx", Web(Networks(20))) { Recorded = RecordedGroups.None });
        Assert.Equal(["pbx", "pbx_2"], NamesOfGroups(spread));
        var few = Web(Networks(8));
        var shrunk = Plan(new PlanRequest("pbx", few) { Recorded = Record(spread) });
        Assert.Equal(["pbx", "pbx_2"], NamesOfGroups(shrunk));

        var copied = Plan(new PlanRequest("pbx", few) { Recorded = Record(shrunk), Consolidate = true });
        var done = Plan(new PlanRequest("pbx", few) { Recorded = Record(copied) });

        Assert.Subset(GroupsOf(copied).ToHashSet(), GroupsOf(shrunk).ToHashSet());
        Assert.All(few.Rules, _ => Assert.Equal(few.Flows, copied.Flows));
        Assert.Equal(["pbx"], NamesOfGroups(done));
        Assert.Subset(GroupsOf(copied).ToHashSet(), GroupsOf(done).ToHashSet());
        Assert.Empty(EngineSimulator.FindFaults(shrunk.Resources, copied.Resources, Limit));
        Assert.Empty(EngineSimulator.FindFaults(copied.Resources, done.Resources, Limit));
        Assert.Equal(GroupsOf(done), GroupsOf(Plan(new PlanRequest("pbx", few) { Recorded = Record(done) })));
    }

    [Fact]
    public void Without_a_record_several_groups_are_said_to_be_a_guess()
    {
        Assert.Equal(
            ProblemIds.AllocatedAnew, Assert.Single(Plan(new PlanRequest("pbx", Web(Networks(20)))).Findings).Id);
        Assert.Empty(Plan(new PlanRequest("pbx", Web(Networks(20))) { Recorded = RecordedGroups.None }).Findings);
        Assert.Empty(Plan(new PlanRequest("pbx", Web(Networks(8)))).Findings);
    }

    [Fact]
    public void Live_groups_record_as_much_as_a_state()
    {
        var plan = Plan(new PlanRequest("pbx", Web([.. Networks(20), "::/0", "2001:db8::/48", "sg-0123456789abcdef0"]))
        {
            Recorded = RecordedGroups.None,
        });
        var groups = NamesOfGroups(plan).Select(name => new LiveGroup(AwsTarget.Instance, "sg-" + name, name + "-0a1b2c3")
        {
            Rules =
            [
                .. AwsPlanReader.Ranges(plan.Resources).Where(range => GroupOf(range.Rule) == name)
                    .Select(range => new LiveRule("sgr-1", range.Range.Direction, [range.Range])),
            ],
        });

        var (live, state) = (AwsTarget.Instance.ReadRecorded("pbx", [.. groups], []), Record(plan));

        Assert.Equal(state.Groups, live.Groups);
        Assert.Equal(
            state.Rules.Select(rule => (rule.Key, rule.Name, rule.Group, rule.Direction, rule.Family, rule.Weight)),
            live.Rules.Select(rule => (rule.Key, rule.Name, rule.Group, rule.Direction, rule.Family, rule.Weight)));
    }

    [Theory]
    [InlineData("pbx_2", 1)]
    [InlineData("pbx", 0)]
    [InlineData("pbx-2", null)]
    [InlineData("pbx_02", null)]
    [InlineData("pbx_1", null)]
    [InlineData("other_2", null)]
    public void A_group_is_known_by_its_name(string name, int? number) => Assert.Equal(number, AwsNames.FindGroup("pbx", name));

    private static IEnumerable<(Plan Before, Plan After)> Steps(int seed, string? networkInterface = null)
    {
        var random = new Random(seed);
        var before = PlanOf(RecordedGroups.None);
        for (var step = 0; step < 5; step++)
        {
            var after = PlanOf(Record(before));
            yield return (before, after);
            if (!after.HasErrors) before = after;
        }

        Plan PlanOf(RecordedGroups recorded)
        {
            var from = random.Next(0, 12);
            var request = new PlanRequest("pbx", Web(Networks(random.Next(1, 30), from), neverCut: random.Next(3) == 0))
            {
                Recorded = recorded,
                MinimumGroups = random.Next(4) == 0 ? 2 : 1,
            };
            if (networkInterface is not null)
            {
                request = new PlanRequest(request)
                {
                    NetworkInterfaceIds = request.NetworkInterfaceIds.Add("pbx", networkInterface),
                };
            }

            return Plan(request);
        }
    }

    private static Plan Plan(PlanRequest request, int limit = Limit) =>
        AwsTarget.Instance.Plan(new PlanRequest(request) { RulesPerGroup = limit });

    private static RecordedGroups Record(Plan plan) =>
        AwsTarget.Instance.ReadRecorded("pbx", plan.Resources.Select(RecordedResource.From));

    private static TestPolicy Web(string[] peers, bool neverCut = false) => new(
        Define((Service("web", Inbound(Protocol.Tcp, "443"), Outbound(Protocol.Udp, "53")), "users")),
        new PolicyArguments { NeverCut = neverCut ? ["web"] : [] }.WithPeers("users", [.. peers.Select(Peer.Parse)]));

    private static string[] Networks(int count, int from = 0) =>
        [.. Enumerable.Range(from, count).Select(i => FormattableString.Invariant($"10.0.{i}.0/24"))];

    private static IEnumerable<string> NamesOfGroups(Plan plan) =>
        plan.Resources.Where(resource => resource.Type == AwsTypes.SecurityGroup).Select(group => group.Name);

    private static SortedDictionary<string, string> GroupsOf(Plan plan) => new(
        plan.Resources.Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule)
            .ToDictionary(rule => rule.Name, GroupOf, StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static string GroupOf(PlannedResource resource) => ((PropertyReference)resource.Properties["securityGroupId"]!).Resource;
}
