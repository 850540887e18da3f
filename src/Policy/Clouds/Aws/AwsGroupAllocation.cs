using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// Spreads rules over as many security groups as the quota asks for; an interface permits the union of its groups. Each rule has its own
/// order of preference among the groups, so that adding a rule, or a group, moves few others.
/// </summary>
internal static class AwsGroupAllocation
{
    /// <summary>The maximum number of groups of an interface, with the quota raised as far as AWS allows.</summary>
    private const int MostGroupsPerInterface = 16;

    /// <summary>
    /// The group of each rule, from 0. Fills more than <see cref="AwsPlanner.GroupsPerInterface"/> groups when the rules need them.
    /// </summary>
    public static int[] Allocate(IReadOnlyList<AwsRuleDraft> drafts)
    {
        for (var groups = Fewest(drafts); ; groups++)
        {
            if (groups == 1) return new int[drafts.Count];
            if (groups > MostGroupsPerInterface) return InTurn(drafts);
            if (TryAllocate(drafts, groups) is { } allocation) return allocation;
        }
    }

    /// <summary>How many rules of a direction and family a draft counts as.</summary>
    public static int Weight(AwsRuleDraft draft, Direction direction, AddressFamily family) =>
        draft.Direction == direction && (draft.Remote.Family is null || draft.Remote.Family == family) ? draft.Remote.Weight : 0;

    /// <summary>How many rules of a direction and family some drafts count as.</summary>
    public static int Weight(IReadOnlyList<AwsRuleDraft> drafts, AwsAxis axis)
    {
        var weight = 0;
        foreach (var draft in drafts) weight += Weight(draft, axis.Direction, axis.Family);
        return weight;
    }

    /// <summary>The number of groups below which the rules cannot fit.</summary>
    public static int Fewest(IReadOnlyList<AwsRuleDraft> drafts)
    {
        var fewest = 1;
        foreach (var axis in AwsPlanner.Axes)
        {
            fewest = Math.Max(
                fewest, (Weight(drafts, axis) + AwsPlanner.RulesPerDirectionAndFamily - 1) / AwsPlanner.RulesPerDirectionAndFamily);
        }
        return fewest;
    }

    /// <summary>How many rules of a direction and family the fullest group counts as.</summary>
    public static int Heaviest(List<List<AwsRuleDraft>> groups, AwsAxis axis)
    {
        var heaviest = 0;
        foreach (var group in groups) heaviest = Math.Max(heaviest, Weight(group, axis));
        return heaviest;
    }

    /// <summary>The heaviest rules first, since they are the hardest to place; the names decide between equals.</summary>
    private static int[]? TryAllocate(IReadOnlyList<AwsRuleDraft> drafts, int groups)
    {
        var used = new int[groups, AwsPlanner.Axes.Length];
        var allocation = new int[drafts.Count];
        var order = Enumerable.Range(0, drafts.Count)
            .OrderByDescending(i => drafts[i].Remote.Weight)
            .ThenBy(i => drafts[i].Name, StringComparer.Ordinal);
        foreach (var i in order)
        {
            var draft = drafts[i];

            // A rule heavier than a whole group can only stand alone; the quota then says that it does not fit.
            if (draft.Remote.Weight > AwsPlanner.RulesPerDirectionAndFamily) return [.. drafts.Select((_, index) => index % groups)];
            var fitting = Preferences(draft.Name, groups)
                .Where(candidate => Fits(used, candidate, draft))
                .Select(candidate => (int?)candidate);
            if (fitting.FirstOrDefault() is not { } group)
                return null;
            for (var axis = 0; axis < AwsPlanner.Axes.Length; axis++)
                used[group, axis] += Weight(draft, AwsPlanner.Axes[axis].Direction, AwsPlanner.Axes[axis].Family);
            allocation[i] = group;
        }

        return allocation;
    }

    /// <summary>
    /// Into the first group with room, by name: quick, where every rule may move with each new one. Such a plan cannot be applied, and a
    /// person who made it by accident should not wait for the message.
    /// </summary>
    private static int[] InTurn(IReadOnlyList<AwsRuleDraft> drafts)
    {
        var allocation = new int[drafts.Count];
        var used = new List<int[]>();
        foreach (var i in Enumerable.Range(0, drafts.Count).OrderBy(i => drafts[i].Name, StringComparer.Ordinal))
        {
            var weights = AwsPlanner.Axes.Select(axis => Weight(drafts[i], axis.Direction, axis.Family)).ToArray();
            var group = used.FindIndex(
                own => !weights.Where((weight, axis) => own[axis] + weight > AwsPlanner.RulesPerDirectionAndFamily).Any());
            if (group < 0)
            {
                group = used.Count;
                used.Add(new int[weights.Length]);
            }

            for (var axis = 0; axis < weights.Length; axis++) used[group][axis] += weights[axis];
            allocation[i] = group;
        }

        return allocation;
    }

    private static bool Fits(int[,] used, int group, AwsRuleDraft draft)
    {
        for (var axis = 0; axis < AwsPlanner.Axes.Length; axis++)
        {
            var (direction, family) = AwsPlanner.Axes[axis];
            if (used[group, axis] + Weight(draft, direction, family) > AwsPlanner.RulesPerDirectionAndFamily)
                return false;
        }

        return true;
    }

    /// <summary>
    /// The groups by the hash of rule and group together (rendezvous hashing): a new group attracts its share and leaves the rest in place.
    /// </summary>
    private static IEnumerable<int> Preferences(string name, int groups) =>
        Enumerable.Range(0, groups)
            .Select(group => (Group: group, Hash: Fingerprint.Hex(FormattableString.Invariant($"{group}/{name}"))))
            .OrderBy(entry => entry.Hash, StringComparer.Ordinal)
            .Select(entry => entry.Group);
}
