using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Planning;

/// <summary>
/// What goes from one group to another of which nobody knows whether the interface has it: permitted before and after, and cut all the same
/// where the interface does not.
/// </summary>
/// <param name="Flows">The flows.</param>
/// <param name="Groups">The numbers of the groups that permit them afterwards.</param>
internal sealed record GroupMoves(FlowSet Flows, ImmutableSortedSet<int> Groups)
{
    /// <summary>Nothing moves.</summary>
    public static GroupMoves None { get; } = new(FlowSet.Empty, []);

    /// <summary>What moves between two records of an instance.</summary>
    /// <param name="before">What is there now.</param>
    /// <param name="after">What is there afterwards.</param>
    /// <param name="vouched">How many of the groups, the first among them, a person has put onto the interface.</param>
    public static GroupMoves Find(RecordedGroups before, RecordedGroups after, int vouched)
    {
        var known = after.Attached ?? before.FindAttached(vouched);
        var unknown = after.Rules.Select(rule => rule.Group).Where(group => !known.Contains(group)).ToImmutableSortedSet();
        if (before.Groups.IsEmpty || unknown.IsEmpty) return None;
        var given = FlowSet.Empty;
        foreach (var group in before.Groups)
        {
            // A group that nobody knows of may be on the interface all the same.
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
