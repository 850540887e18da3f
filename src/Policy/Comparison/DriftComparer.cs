using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>Compares plans with live groups. Pure: no clock, no network.</summary>
internal static class DriftComparer
{
    private static readonly Origin Platform = new("platform", "traffic of the cloud itself");

    /// <summary>Compares an instance's plan with its groups. Its growth is measured in the drift benchmarks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">
    /// The groups: several when they lie on the same interface. None is unknown, never missing: the search may have failed.
    /// </param>
    /// <param name="problems">What could not be read of the source as a whole.</param>
    public static InstanceDrift Compare(Plan plan, IEnumerable<LiveGroup> groups, ImmutableArray<Problem> problems)
    {
        var symbols = new PlannedSymbols(plan);
        ImmutableArray<LiveGroup> ordered = [.. groups.OrderBy(group => group.Id, StringComparer.Ordinal).Select(symbols.Resolve)];
        if (ordered.IsEmpty)
            return InstanceDrift.Unknown(plan, problems.IsEmpty ? [NothingFound(plan)] : problems);

        var reasons = new List<Problem>(problems);
        foreach (var group in ordered)
        {
            reasons.AddRange(group.Problems.Concat(Doubles(group)).Select(group.Locate));
            if (group.Cloud != plan.Cloud)
            {
                reasons.Add(
                    group.Locate(
                        Problem.Error(
                            ProblemIds.GroupOfOtherCloud,
                            $"The group is of {group.Cloud.Name}, the plan of '{plan.Name}' is for {plan.Cloud.Name}")));
            }
        }

        reasons.AddRange(OtherNetworks(ordered));

        // Of rules that were not read nothing is known: they may permit what seems to be missing and, on Azure, deny what seems to be
        // extra.
        var complete = reasons.Count == 0;
        reasons.AddRange(ordered.Select(group => group.Unseen is { } unseen ? group.Locate(unseen) : null).OfType<Problem>());
        var planned = plan.Cloud.ReadFlows(plan);
        var descriptions = plan.Cloud.ReadDescriptions(plan);
        var evaluation = descriptions.AreMetBy(ordered.SelectMany(group => group.Rules))
            ? LiveEvaluation.Same
            : plan.Cloud.Evaluate(ordered, planned);
        reasons.AddRange(evaluation.Doubts);
        return new InstanceDrift(
            plan,
            ordered,
            evaluation.Extra.IsEmpty || (!complete && plan.Cloud.HasOrderedRules)
                ? []
                : [.. Extra(plan, ordered, evaluation.Extra, planned)],
            evaluation.Missing.IsEmpty || !complete ? [] : [.. Missing(plan, ordered, evaluation.Missing)],
            [.. ordered.SelectMany(group => Tags(plan, group))],
            [.. reasons.Distinct()],
            [.. Notes(plan, ordered, descriptions)]);
    }

    /// <summary>Compares only the tags, above all the digest: quick, and no more trustworthy than the people who may write tags.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="problems">What could not be read of the source as a whole.</param>
    public static InstanceDrift CompareTags(Plan plan, IEnumerable<LiveGroup> groups, ImmutableArray<Problem> problems)
    {
        ImmutableArray<LiveGroup> ordered = [.. groups.OrderBy(group => group.Id, StringComparer.Ordinal)];
        if (ordered.IsEmpty)
        {
            return InstanceDrift.Unknown(plan, problems.IsEmpty ? [NothingFound(plan)] : problems) with
            {
                TrustsTags = true,
            };
        }
        var untagged = ordered
            .Where(group => group.Tags is null)
            .Select(group => group.Locate(Problem.Error(ProblemIds.Incomplete, "The source does not tell the group's tags")));
        return new InstanceDrift(plan, ordered, [], [], [.. ordered.SelectMany(group => Tags(plan, group))], [.. problems, .. untagged], [])
        {
            TrustsTags = true,
        };
    }

    private static Problem NothingFound(Plan plan) =>
        Problem.Error(ProblemIds.GroupNotFound, $"No group of instance '{plan.Name}' was found");

    private static IEnumerable<ExtraFlows> Extra(Plan plan, ImmutableArray<LiveGroup> groups, FlowSet extra, FlowSet planned)
    {
        var found = new List<ExtraFlows>();
        foreach (var group in groups)
        {
            var decided = new MatchedFlows();
            foreach (var rule in group.Rules
                .OrderBy(rule => rule.Direction)
                .ThenBy(rule => rule.Priority)
                .ThenBy(rule => rule.Id, StringComparer.Ordinal))
            {
                if (rule.Allow && rule.Matches.Any(extra.Overlaps))
                {
                    var (own, broader) = plan.Cloud.HasOrderedRules ? InOrder(rule, decided, extra, planned) : WithoutOrder(rule, planned);
                    if (!own.IsEmpty)
                        found.Add(DriftWords.Extra(plan.Name, group.Id, rule, own, broader, isAllElse: !plan.Cloud.HasOrderedRules));
                }

                if (plan.Cloud.HasOrderedRules && rule.OwnSide.IsEmpty && rule.SourcePorts.IsEmpty) decided.Add(rule.Matches);
            }
        }

        return found
            .OrderBy(flows => flows.Ranges[0])
            .ThenBy(flows => flows.GroupId, StringComparer.Ordinal)
            .ThenBy(flows => flows.Rule.Id, StringComparer.Ordinal);
    }

    /// <summary>
    /// What a rule permits is live, so that of it everything is extra that is not planned: the extra flows of all other rules need no look.
    /// </summary>
    private static (FlowSet Own, bool Broader) WithoutOrder(LiveRule rule, FlowSet planned)
    {
        var broader = rule.Matches.Any(planned.Overlaps);
        var flows = FlowSet.From(rule.Matches);
        return (broader ? flows.Except(planned) : flows, broader);
    }

    /// <summary>What the rules before it have left to a rule, and what of that is extra.</summary>
    private static (FlowSet Own, bool Broader) InOrder(LiveRule rule, MatchedFlows decided, FlowSet extra, FlowSet planned)
    {
        var effective = decided.LeftOf(rule.Matches);
        var parts = effective.DisjointRanges();
        return (parts.All(extra.Contains) ? effective : effective.Intersect(extra), parts.Any(planned.Overlaps));
    }

    private static IEnumerable<MissingFlows> Missing(Plan plan, ImmutableArray<LiveGroup> groups, FlowSet missing)
    {
        var denials = groups
            .SelectMany(group => group.Rules)
            .Where(rule => !rule.Allow && !rule.IsDefault && !plan.Cloud.IsClosing(rule))
            .OrderBy(rule => rule.Direction)
            .ThenBy(rule => rule.Priority)
            .ToList();
        var explained = new List<FlowRange>();
        var parts = new List<(ImmutableArray<Origin> Origins, FlowSet Flows, LiveRule? Denial)>();
        foreach (var rule in plan.Rules)
        {
            foreach (var peer in rule.Peers)
            {
                var asked = new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports);
                if (!missing.Overlaps(asked)) continue;
                var own = missing.Contains(asked) ? FlowSet.From(asked) : FlowSet.From(asked).Intersect(missing);
                explained.Add(asked);
                parts.Add((peer.Origins, own, denials.FirstOrDefault(denial => denial.Matches.Any(own.Overlaps))));
            }
        }

        // One entry for what the same rows ask for: a service that is open to ten networks breaks once.
        var found = parts
            .GroupBy(part => (Rows: string.Join("\n", part.Origins), part.Denial?.Id))
            .Select(
                same => DriftWords.Missing(
                    plan.Name,
                    same.First().Origins,
                    FlowSet.From(same.SelectMany(part => part.Flows.DisjointRanges())),
                    same.First().Denial))
            .ToList();

        // Flows no service asks for: the platform's own.
        var platform = missing.Except(FlowSet.From(explained));
        if (!platform.IsEmpty) found.Add(DriftWords.Missing(plan.Name, [plan.Cloud.PlatformOrigin ?? Platform], platform, null));
        return found
            .OrderBy(flows => flows.Ranges[0])
            .ThenBy(flows => flows.Origins.IsEmpty ? "" : flows.Origins[0].Service, StringComparer.Ordinal);
    }

    private static IEnumerable<TagDrift> Tags(Plan plan, LiveGroup group)
    {
        if (group.Tags is not { } live) yield break;
        foreach (var planned in plan.Resources[0].Properties.Map("tags").OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            var value = ((PropertyText)planned.Value).Value;
            var actual = live.TryGetValue(planned.Key, out var found) ? found : null;
            if (!string.Equals(value, actual, StringComparison.Ordinal))
                yield return DriftWords.Tag(plan.Name, group.Id, planned.Key, value, actual);
        }
    }

    private static IEnumerable<Problem> Notes(Plan plan, ImmutableArray<LiveGroup> groups, PlannedDescriptions descriptions)
    {
        foreach (var group in groups)
        {
            if (group.Tags is null)
            {
                yield return group.Locate(
                    Problem.Info(ProblemIds.TagsNotCompared, "The source does not tell the group's tags; they were not compared"));
            }

            if (plan.Cloud.GroupDescription is { } planned
                && group.Description is { } text
                && !string.Equals(text, planned, StringComparison.Ordinal))
                yield return Differs(group, $"The description is '{text}', planned is '{planned}'");
            foreach (var rule in group.Rules.Where(rule => !rule.IsDefault))
            {
                if (descriptions.Find(rule) is { } expected && !string.Equals(expected, rule.Description ?? "", StringComparison.Ordinal))
                    yield return Differs(group, $"Rule {rule.Id} has the description '{rule.Description}', planned is '{expected}'");
            }
        }

        static Problem Differs(LiveGroup group, string message) => group.Locate(Problem.Info(ProblemIds.DescriptionDiffers, message));
    }

    /// <summary>Groups that cannot lie on one interface do not count together: what the one lacks the other cannot make up for.</summary>
    private static IEnumerable<Problem> OtherNetworks(ImmutableArray<LiveGroup> groups)
    {
        var byNetwork = groups.Where(group => group.Network is not null).GroupBy(group => group.Network, StringComparer.Ordinal).ToList();
        if (byNetwork.Count < 2) return [];
        var where = string.Join(
            "; ", byNetwork.Select(network => $"{string.Join(", ", network.Select(group => group.Id))} in {network.Key}"));
        return
        [
            Problem.Error(
                ProblemIds.GroupAmbiguous,
                $"The instance's groups lie in different networks, so that they cannot be on one interface: {where}",
                "name the right one with --group, and remove the tag from the other"),
        ];
    }

    /// <summary>Ids and priorities that a cloud gives once only: doubles mean that something was read twice or not at all.</summary>
    private static IEnumerable<Problem> Doubles(LiveGroup group)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // Hardly a group has any, and a set is cheaper than groups of one.
        var isTwice = group.Rules.Aggregate(false, (twice, rule) => !ids.Add(rule.Id) || twice);
        foreach (var rules in isTwice
            ? group.Rules.GroupBy(rule => rule.Id, StringComparer.OrdinalIgnoreCase).Where(rules => rules.Skip(1).Any())
            : [])
            yield return Problem.Error(ProblemIds.GroupAmbiguous, $"The rule id '{rules.Key}' is listed twice");
        if (!group.Cloud.HasOrderedRules) yield break;
        foreach (var rules in group.Rules.GroupBy(rule => (rule.Direction, rule.Priority)).Where(rules => rules.Skip(1).Any()))
        {
            var names = string.Join(" and ", rules.Select(rule => $"'{rule.Id}'"));
            yield return Problem.Error(
                ProblemIds.GroupAmbiguous,
                $"The {RuleText.Describe(rules.Key.Direction)} rules {names} have the same "
                    + FormattableString.Invariant($"priority {rules.Key.Priority}"));
        }
    }
}
