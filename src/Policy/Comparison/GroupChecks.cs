using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>What is compared of groups beside the flows they permit.</summary>
internal static class GroupChecks
{
    /// <summary>
    /// The tags that are not as planned. They are compared on the plan's own groups: those that carry the instance's tag, or all where none
    /// does. A group that others share, such as that of a subnet, has tags of its own.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="isAll">
    /// Whether nothing but tags is compared. Beside the rules themselves, a group that was never told what is planned lacks nothing as long
    /// as its digest is the plan's.
    /// </param>
    public static IEnumerable<TagDrift> FindTagDrift(Plan plan, ImmutableArray<LiveGroup> groups, bool isAll)
    {
        var own = groups.Where(group => group.Tags is { } tags && tags.TryGetValue(PlanTags.Instance, out var name) && name == plan.Name);
        return own.DefaultIfEmpty().First() is null
            ? groups.SelectMany(group => FindTagDrift(plan, group, isAll))
            : own.SelectMany(group => FindTagDrift(plan, group, isAll));
    }

    /// <summary>Differences that change no traffic.</summary>
    public static IEnumerable<Problem> FindNotes(Plan plan, ImmutableArray<LiveGroup> groups, PlannedDescriptions descriptions)
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

    /// <summary>
    /// Groups of several virtual networks. They can be on one interface where a group is associated with further networks, so that it
    /// cannot be told from the groups alone whether what one lacks another makes up for.
    /// </summary>
    public static IEnumerable<Problem> FindOtherNetworks(ImmutableArray<LiveGroup> groups)
    {
        var byNetwork = groups.Where(group => group.Network is not null).GroupBy(group => group.Network, StringComparer.Ordinal).ToList();
        if (byNetwork.Count < 2) return [];
        var where = string.Join(
            "; ", byNetwork.Select(network => $"{string.Join(", ", network.Select(group => group.Id))} in {network.Key}"));
        return
        [
            Problem.Error(
                ProblemIds.GroupAmbiguous,
                "The groups were made in different networks, and whether they lie on one interface cannot be told from groups alone: "
                    + where,
                "compare with --scope interface, or name with --group those that lie on one interface"),
        ];
    }

    /// <summary>Ids and priorities that a cloud gives once only: doubles mean that something was read twice or not at all.</summary>
    public static IEnumerable<Problem> FindDoubles(LiveGroup group)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        // Hardly a group has any, and a set is cheaper than groups of one.
        var isTwice = group.Rules.Aggregate(false, (twice, rule) => !ids.Add(rule.Id) || twice);
        foreach (var rules in isTwice
            ? group.Rules.GroupBy(rule => rule.Id, StringComparer.OrdinalIgnoreCase).Where(rules => rules.Skip(1).Any())
            : [])
            yield return Problem.Error(ProblemIds.Incomplete, $"The rule id '{rules.Key}' is listed twice");
        // The admin rules of a virtual network, which are on it alone, come from several collections, each with priorities of its own.
        // Their reader tells where the order decides.
        if (!group.Cloud.HasOrderedRules || group.AttachedTo is [var network] && network == group.Id) yield break;
        foreach (var rules in group.Rules.GroupBy(rule => (rule.Direction, rule.Priority)).Where(rules => rules.Skip(1).Any()))
        {
            var names = string.Join(" and ", rules.Select(rule => $"'{rule.Id}'"));
            yield return Problem.Error(
                ProblemIds.Incomplete,
                $"The {RuleText.Describe(rules.Key.Direction)} rules {names} have the same "
                    + FormattableString.Invariant($"priority {rules.Key.Priority}"));
        }
    }

    private static IEnumerable<TagDrift> FindTagDrift(Plan plan, LiveGroup group, bool isAll)
    {
        if (group.Tags is not { } live) yield break;
        var hasDigest = live.TryGetValue(PlanTags.Digest, out var digest) && digest == plan.Digest;
        foreach (var planned in plan.GroupTags)
        {
            var actual = live.TryGetValue(planned.Key, out var found) ? found : null;
            if (actual is null && planned.Key == PlanTags.PlannedDigest && hasDigest && !isAll) continue;
            if (!string.Equals(planned.Value, actual, StringComparison.Ordinal))
                yield return DriftWords.Tag(plan.Name, group.Id, planned.Key, planned.Value, actual);
        }
    }
}
