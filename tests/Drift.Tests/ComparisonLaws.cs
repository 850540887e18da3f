using FsCheck.Fluent;
using FsCheck.Xunit;
using Starface.Drift.Azure;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Tests.Planning;

namespace Starface.Drift.Tests;

/// <summary>
/// Rules however written are the same when they permit the same; any change of one boundary is drift, and exactly that drift.
/// </summary>
public sealed class ComparisonLaws
{
    [Property(MaxTest = 60)]
    public FsCheck.Property Splitting_merging_and_reordering_rules_is_no_drift() =>
        Prop.ForAll(RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (policy, seed) =>
        {
            foreach (var plan in PlansOf(policy))
            {
                var drift = DriftComparer.CompareGroups(plan, [Group(plan, Rewritten(plan.Flows, new Random(seed)), new Random(seed))], []);
                Assert.Equal(DriftStatus.InSync, drift.Status);
            }
        });

    [Property(MaxTest = 60)]
    public FsCheck.Property A_moved_boundary_is_exactly_the_drift_it_makes() =>
        Prop.ForAll(RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (policy, seed) =>
        {
            foreach (var plan in PlansOf(policy))
            {
                var random = new Random(seed);
                var ranges = plan.Flows.DisjointRanges().ToList();
                if (ranges.Count == 0) return;
                var index = random.Next(ranges.Count);
                if (Moved(ranges[index], random) is not { } moved) return;
                ranges[index] = moved;
                var live = FlowSet.From(ranges);

                var drift = DriftComparer.CompareGroups(plan, [Group(plan, Rewritten(live, random), random)], []);

                Assert.Equal(live == plan.Flows ? DriftStatus.InSync : DriftStatus.Drift, drift.Status);
                Assert.Equal(live.Except(plan.Flows), FlowSet.From(drift.Extra.SelectMany(extra => extra.Ranges)));
                Assert.Equal(plan.Flows.Except(live), FlowSet.From(drift.Missing.SelectMany(missing => missing.Ranges)));
            }
        });

    [Property(MaxTest = 60)]
    public FsCheck.Property A_rule_less_is_drift_wherever_no_other_rule_covers_it() =>
        Prop.ForAll(RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (policy, seed) =>
        {
            foreach (var plan in PlansOf(policy))
            {
                var random = new Random(seed);
                var ranges = plan.Flows.DisjointRanges().ToList();
                if (ranges.Count == 0) return;
                ranges.RemoveAt(random.Next(ranges.Count));
                var drift = DriftComparer.CompareGroups(plan, [Group(plan, ranges, random)], []);
                Assert.Equal(DriftStatus.Drift, drift.Status);
                Assert.NotEmpty(drift.Missing);
            }
        });

    [Property(MaxTest = 60)]
    public FsCheck.Property Fingerprints_do_not_depend_on_how_rules_are_written() =>
        Prop.ForAll(RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (policy, seed) =>
        {
            var plan = AwsTarget.Instance.Plan(new PlanRequest("instance", policy.ToPolicy()));
            var foreign = new LiveRule("sgr-foreign", Direction.Inbound, [FlowRange.Parse("inbound tcp 240.0.0.0/8 22")]);
            var one = DriftComparer.CompareGroups(
                plan,
                [
                    Group(plan, Rewritten(plan.Flows, new Random(seed)), new Random(seed)) is var g
                        ? g with { Rules = [.. g.Rules, foreign] }
                        : g,
                ],
                []);
            var other = DriftComparer.CompareGroups(
                plan,
                [
                    Group(plan, plan.Flows.DisjointRanges(), new Random(0)) is var h
                        ? h with { Rules = [foreign with { GivenId = "sgr-other" }, .. h.Rules] }
                        : h,
                ],
                []);
            Assert.Equal(one.Extra.Select(extra => extra.Fingerprint), other.Extra.Select(extra => extra.Fingerprint));
        });

    /// <summary>The definition, rule by rule and with whole sets, which the comparison must agree with however it gets there.</summary>
    [Property(MaxTest = 100)]
    [Trait("Category", "Slow")]
    public FsCheck.Property Each_rule_is_named_with_exactly_the_extra_flows_it_permits() =>
        Prop.ForAll(RandomPolicies.Arbitrary, RandomPolicies.Arbitrary, ArbMap.Default.ArbFor<int>(), (policy, foreign, seed) =>
        {
            foreach (var (plan, other) in PlansOf(policy).Zip(PlansOf(foreign)))
            {
                var random = new Random(seed);
                // Planned rules, some of them left out, and those of another policy, which overlap them as it happens; on Azure some deny.
                var ranges = Rewritten(plan.Flows, random).Where(_ => random.Next(4) != 0).Concat(Rewritten(other.Flows, random))
                    .OrderBy(_ => random.Next());
                var group = Group(plan, ranges, random);
                if (plan.Cloud == AzureTarget.Instance)
                    group = group with
                    {
                        Rules =
                        [
                            .. group.Rules.Select(
                                rule => rule.Priority is >= 100 and < 64_999 && random.Next(5) == 0 ? rule with { Allow = false } : rule),
                        ],
                    };
                var planned = plan.Cloud == AwsTarget.Instance
                    ? plan.Flows
                    : Starface.Policy.Clouds.Azure.AzurePlanReader.Flows(plan.Resources);

                var (permitted, decided) = (FlowSet.Empty, FlowSet.Empty);
                var effective = new List<(string Id, FlowSet Flows)>();
                var ordered = group.Rules
                    .OrderBy(rule => rule.Direction)
                    .ThenBy(rule => rule.Priority)
                    .ThenBy(rule => rule.Id, StringComparer.Ordinal);
                foreach (var rule in ordered)
                {
                    var matches = FlowSet.From(rule.Matches);
                    var left = plan.Cloud == AzureTarget.Instance ? matches.Except(decided) : matches;
                    decided = decided.Union(matches);
                    // Azure's own rules stand behind those that close both directions.
                    if (!rule.Allow || rule.IsDefault) continue;
                    permitted = permitted.Union(left);
                    effective.Add((rule.Id, left));
                }

                var drift = DriftComparer.CompareGroups(plan, [group], []);

                Assert.Equal(
                    effective
                        .Select(rule => (rule.Id, Own: rule.Flows.Except(planned), Broader: rule.Flows.Overlaps(planned)))
                        .Where(rule => !rule.Own.IsEmpty)
                        .OrderBy(rule => rule.Id, StringComparer.Ordinal),
                    drift.Extra.Select(extra => (extra.Rule.Id, Own: FlowSet.From(extra.Ranges), Broader: extra.BroaderThanDeclared))
                        .OrderBy(rule => rule.Id, StringComparer.Ordinal));
                Assert.Equal(
                    FlowSet.From(planned.Except(permitted).DisjointRanges().Where(range => !range.Remote.IsGroup)),
                    FlowSet.From(drift.Missing.SelectMany(missing => missing.Ranges)));
            }
        });

    private static IEnumerable<Plan> PlansOf(RandomPolicy random)
    {
        var policy = random.ToPolicy();
        yield return AwsTarget.Instance.Plan(new PlanRequest("instance", policy));
        yield return AzureTarget.Instance.Plan(new PlanRequest("instance", policy) { ResourceGroupName = "rg" });
    }

    /// <summary>
    /// The same set in other rectangles: cut at random, some of them put together again as maximal ones, and in another order.
    /// </summary>
    private static List<FlowRange> Rewritten(FlowSet set, Random random)
    {
        var pieces = set.DisjointRanges().SelectMany(range => Cut(range, random, 3)).ToList();
        pieces.AddRange(set.Ranges().Where(_ => random.Next(3) == 0));
        return [.. pieces.OrderBy(_ => random.Next())];
    }

    private static IEnumerable<FlowRange> Cut(FlowRange range, Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0) return [range];
        if (random.Next(2) == 0 && range.Protocols.HasPortsOrMessages && range.Ports.Count > 1)
        {
            var at = random.Next(range.Ports.From, range.Ports.To);
            return Cut(With(range, new PortRange(range.Ports.From, at)), random, depth - 1)
                .Concat(Cut(With(range, new PortRange(at + 1, range.Ports.To)), random, depth - 1));
        }

        if (range.Remote.IsGroup || range.Remote.Addresses.Count <= 1) return [range];
        var prefixes = range.Remote.Addresses.ToPrefixes();
        if (prefixes.Count > 1) return prefixes.SelectMany(prefix => Cut(With(range, prefix), random, depth - 1));
        var half = Prefix.From(prefixes[0].Network, prefixes[0].Length + 1);
        var second = half.Last.TryNext(out var next) ? Prefix.From(next, half.Length) : half;
        return Cut(With(range, half), random, depth - 1).Concat(Cut(With(range, second), random, depth - 1));
    }

    private static FlowRange? Moved(FlowRange range, Random random)
    {
        var moves = new List<FlowRange>();
        if (range.Protocols.HasPortsOrMessages && !range.Protocols.IsIcmp)
        {
            if (range.Ports.From > 0) moves.Add(With(range, new PortRange(range.Ports.From - 1, range.Ports.To)));
            if (range.Ports.To < PortRange.MaxPort) moves.Add(With(range, new PortRange(range.Ports.From, range.Ports.To + 1)));
            if (range.Ports.Count > 1) moves.Add(With(range, new PortRange(range.Ports.From + 1, range.Ports.To)));
        }

        if (!range.Remote.IsGroup && range.Remote.Addresses is { Count: var count } addresses && count > 1)
        {
            Assert.True(addresses.First.TryNext(out var next));
            moves.Add(With(range, AddressRange.Parse($"{next}-{addresses.Last}")));
        }

        return moves.Count == 0 ? null : moves[random.Next(moves.Count)];
    }

    private static FlowRange With(FlowRange range, PortRange ports) => new(range.Direction, range.Protocols, range.Remote, ports);

    private static FlowRange With(FlowRange range, RemoteScope remote) => new(range.Direction, range.Protocols, remote, range.Ports);

    private static LiveGroup Group(Plan plan, IEnumerable<FlowRange> ranges, Random random)
    {
        var tags = plan.GroupTags;
        var rules = ranges.Select((range, i) => new LiveRule(FormattableString.Invariant($"rule-{i}"), range.Direction, [range])
        {
            Priority = plan.Cloud == AzureTarget.Instance ? 100 + i : 0,
        }).ToList();
        if (plan.Cloud == AzureTarget.Instance)
        {
            rules.AddRange(AzureJsonReader.DefaultRules());
            foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
            {
                AddressFamily[] families = [AddressFamily.IPv4, AddressFamily.IPv6];
                var everything = families.Select(family => new FlowRange(direction, ProtocolRange.All, Prefix.Any(family)));
                rules.Add(new LiveRule($"deny-{direction}", direction, [.. everything])
                {
                    Allow = false,
                    Priority = 64_999,
                });
            }
        }

        return new LiveGroup(plan.Cloud, "group", plan.Name) { Tags = tags, Rules = [.. rules.OrderBy(_ => random.Next())] };
    }
}
