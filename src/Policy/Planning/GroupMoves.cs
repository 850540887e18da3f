using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>
/// The flows that one group gives up and only groups of unknown attachment permit afterwards. The policy declares them before and after,
/// but they are cut if the interface does not have those groups.
/// </summary>
/// <param name="Flows">The flows.</param>
/// <param name="Groups">The numbers of the groups that permit them afterwards.</param>
internal sealed record GroupMoves(FlowSet Flows, ImmutableSortedSet<int> Groups)
{
    /// <summary>Nothing moves.</summary>
    public static GroupMoves None { get; } = new(FlowSet.Empty, []);

    /// <summary>Finds the flows that move between two records of an instance.</summary>
    /// <param name="before">The groups and rules before the update.</param>
    /// <param name="after">The groups and rules after the update.</param>
    /// <param name="vouched">The number of groups, counted from the first, that were attached by hand.</param>
    public static GroupMoves Find(RecordedGroups before, RecordedGroups after, int vouched)
    {
        var known = after.Attached ?? before.FindAttached(vouched);
        var unknown = after.Rules.Select(rule => rule.Group).Where(group => !known.Contains(group)).ToImmutableSortedSet();
        if (before.Groups.IsEmpty || unknown.IsEmpty) return None;
        var given = FlowSet.Empty;
        foreach (var group in before.Groups)
        {
            // A group of unknown attachment may be on the interface as well.
            given = given.Union(before.FlowsOf(group).Except(after.FlowsOf(group)));
        }

        var kept = known.Aggregate(FlowSet.Empty, (flows, group) => flows.Union(after.FlowsOf(group)));
        var moved = unknown.Select(group => (Group: group, Flows: after.FlowsOf(group).Intersect(given).Except(kept)))
            .Where(of => !of.Flows.IsEmpty)
            .ToList();
        return moved.Count == 0 ? None : new GroupMoves(
            moved.Aggregate(FlowSet.Empty, (flows, of) => flows.Union(of.Flows)), [.. moved.Select(of => of.Group)]);
    }
}
