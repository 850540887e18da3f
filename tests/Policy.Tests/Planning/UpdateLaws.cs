using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using static Starface.Policy.Tests.TestPolicy;

namespace Starface.Policy.Tests.Planning;

/// <summary>
/// Updates from any policy to any other: different services, ports and peers, in both address families, with and without prefix lists, with
/// groups that are attached by the plan or by hand.
/// </summary>
public sealed class UpdateLaws
{
    private const string Interface = "eni-0123456789abcdef0";

    /// <summary>
    /// Where the plan of the second policy has no error, no order of the engine's steps is refused by a quota or leaves a flow that both
    /// policies declare without a rule in an attached group.
    /// </summary>
    [Property(MaxTest = 300)]
    public Property No_order_of_steps_is_refused_or_cuts_what_both_policies_declare() =>
        Prop.ForAll(RandomPolicies.Arbitrary, RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (first, second, seed) =>
        {
            var (before, after, limit) = Update(first, second, seed);
            var faults = IsRefused(before, after) ? [] : EngineSimulator.FindFaults(before.Resources, after.Resources, limit).ToList();
            return (faults.Count == 0).Label(string.Join("\n", faults));
        });

    [Theory]
    [InlineData(100, null)]
    [InlineData(3, "pbx-list-admins-v4,pbx-list-phones-v4")]
    public void A_list_loses_a_prefix_after_something_else_permits_the_same(int othersAreListsFrom, string? lists)
    {
        var before = Plan(Lists(["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24"], ["192.0.2.0/24"]), RecordedGroups.None);
        string[] admins = ["192.0.2.0/24", "198.51.100.0/24", "10.3.0.0/24"];
        var changed = Lists(["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24"], othersAreListsFrom > 3 ? admins[1..] : admins);

        var after = Plan(changed, Record(before));

        Assert.Equal(
            lists ?? "pbx-list-phones-v4",
            string.Join(",", after.Resources.Where(resource => resource.Type == AwsTypes.PrefixList).Select(list => list.Name)));
        Assert.Empty(EngineSimulator.FindFaults(before.Resources, after.Resources, 60));
        var hasty = after.Resources.Select(resource => resource.Type != AwsTypes.PrefixList
            ? resource
            : new PlannedResource(resource.Type, resource.Name, resource.Properties, []));
        Assert.NotEmpty(EngineSimulator.FindFaults(before.Resources, hasty, 60));
    }

    [Fact]
    public void What_is_made_stands_behind_what_it_waits_for()
    {
        string[] phones = ["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24", "10.3.0.0/24"];
        var before = Plan(Lists(phones, ["192.0.2.0/24"]), RecordedGroups.None);
        foreach (var recorded in new[] { Record(before), null })
        {
            var after = Plan(Lists(phones[..3], ["192.0.2.0/24", "10.3.0.0/24"]), recorded);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            Assert.All(after.Resources, resource =>
            {
                Assert.Subset(seen, resource.DependsOn.ToHashSet(StringComparer.Ordinal));
                seen.Add(resource.Name);
            });
            Assert.Equal(
                ["pbx-in-tcp-443-10.3.0.0-24", "pbx-in-tcp-443-192.0.2.0-24"],
                after.Resources.Single(resource => resource.Type == AwsTypes.PrefixList).DependsOn);
        }
    }

    [Fact]
    public void A_list_that_loses_nothing_waits_for_nothing()
    {
        string[] phones = ["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24"];
        var before = Plan(Lists(phones, ["192.0.2.0/24"]), RecordedGroups.None);

        var grown = Plan(Lists([.. phones, "10.3.0.0/24"], ["192.0.2.0/24"]), Record(before));
        var replaced = Plan(Lists([.. phones[1..], "10.9.0.0/24"], ["192.0.2.0/24"]), Record(before));

        Assert.All(
            before.Resources.Concat(grown.Resources).Concat(replaced.Resources).Where(resource => resource.Type == AwsTypes.PrefixList),
            list => Assert.Empty(list.DependsOn));
    }

    /// <summary>Both groups have both prefixes, and each loses one of them: the other list permits it all the time.</summary>
    [Fact]
    public void A_list_does_not_wait_for_a_prefix_that_another_list_has_already()
    {
        string[] both = ["10.0.0.0/24", "10.1.0.0/24"];
        string[] phones = ["10.2.0.0/24", "10.3.0.0/24"];
        string[] admins = ["192.0.2.0/24", "198.51.100.0/24"];
        var before = Plan(Lists([.. both, .. phones], [.. both, .. admins]), RecordedGroups.None);

        var after = Plan(Lists([both[0], .. phones], [both[1], .. admins]), Record(before));

        Assert.DoesNotContain(after.Findings, finding => finding.Severity == Severity.Error);
        Assert.All(after.Resources.Where(resource => resource.Type == AwsTypes.PrefixList), list => Assert.Empty(list.DependsOn));
        Assert.Empty(EngineSimulator.FindFaults(before.Resources, after.Resources, 60));
    }

    /// <summary>A rule with a wider prefix permits the traffic before, during and after the update.</summary>
    [Fact]
    public void A_list_does_not_wait_for_a_prefix_that_a_rule_permits_already()
    {
        string[] phones = ["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24"];
        var before = Plan(Lists([.. phones, "10.3.0.0/24"], ["10.0.0.0/8"]), RecordedGroups.None);

        var after = Plan(Lists(phones, ["10.0.0.0/8"]), Record(before));

        Assert.All(after.Resources.Where(resource => resource.Type == AwsTypes.PrefixList), list => Assert.Empty(list.DependsOn));
        Assert.Empty(EngineSimulator.FindFaults(before.Resources, after.Resources, 60));
    }

    [Fact]
    public void Lists_that_take_prefixes_over_from_each_other_are_refused()
    {
        string[] own = ["10.0.0.0/24", "10.1.0.0/24", "10.2.0.0/24"];
        string[] others = ["192.0.2.0/25", "198.51.100.0/24", "203.0.113.0/24"];
        var before = Plan(Lists(own, others), RecordedGroups.None);

        var after = Plan(Lists([.. own[1..], others[0]], [.. others[1..], own[0]]), Record(before));

        Assert.Equal(
            "Prefixes go both ways between the prefix list of admins (IPv4) and the prefix list of phones (IPv4), and each would lose "
                + "them before the other one has them; make the change in two updates, so that one of them gets its prefixes before the "
                + "other one loses them.",
            Assert.Single(after.Findings, finding => finding.Id == ProblemIds.ListsExchangeEntries).Describe());
    }

    private static TestPolicy Lists(string[] phones, string[] admins) => new(
        Define((Service("web", Inbound(Protocol.Tcp, "443")), "phones"), (Service("page", Inbound(Protocol.Tcp, "443")), "admins")),
        Peers(("phones", phones), ("admins", admins)));

    private static Plan Plan(FirewallPolicy policy, RecordedGroups? recorded) =>
        AwsTarget.Instance.Plan(new PlanRequest("pbx", policy) { Recorded = recorded, PrefixListsFrom = 3 });

    private static RecordedGroups Record(Plan plan) =>
        AwsTarget.Instance.ReadRecorded("pbx", plan.Resources.Select(RecordedResource.From));

    private static (Plan Before, Plan After, int Limit) Update(RandomPolicy first, RandomPolicy second, int seed)
    {
        var random = new Random(seed);
        var limit = new[] { 12, 60, 150 }[random.Next(3)];
        var attaches = random.Next(2) == 0;

        // Either only the peers change, or everything does.
        var changed = random.Next(2) == 0 ? second : first with { Groups = Dealt(first, random) };
        var before = PlanOf(first, RecordedGroups.None);
        return (before, PlanOf(changed, Record(before)), limit);

        Plan PlanOf(RandomPolicy policy, RecordedGroups recorded)
        {
            var request = new PlanRequest("pbx", policy.ToPolicy())
            {
                Recorded = recorded,
                RulesPerGroup = limit,
                PrefixListsFrom = random.Next(3) > 0 ? random.Next(1, 3) : null,
                MinimumGroups = random.Next(1, 3),
                AttachedGroups = 5,
            };
            return AwsTarget.Instance.Plan(!attaches ? request : new PlanRequest(request)
            {
                NetworkInterfaceIds = request.NetworkInterfaceIds.Add("pbx", Interface),
            });
        }
    }

    /// <summary>Redistributes the prefixes of all groups among the groups.</summary>
    private static List<(string Group, string[] Prefixes)> Dealt(RandomPolicy policy, Random random)
    {
        string[] all = [.. policy.Groups.SelectMany(group => group.Prefixes).Distinct(StringComparer.Ordinal)];
        return
        [
            .. policy.Groups.Select(group =>
                (group.Group, Prefixes: all.Where(_ => random.Next(policy.Groups.Count) == 0).DefaultIfEmpty(all[0]).ToArray())),
        ];
    }

    private static bool IsRefused(Plan before, Plan after) =>
        before.HasErrors
        || after.HasErrors
        || !PlacementChange.Between(Permissions.From(before), Permissions.From(after)).IsEmpty;
}
