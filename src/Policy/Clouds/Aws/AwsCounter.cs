using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Rules counted as AWS counts them: apart by direction and address family.</summary>
internal sealed class AwsCounter
{
    private readonly int[] _counts = new int[AwsPlanner.Axes.Length];

    /// <summary>How many rules of a direction and family were counted.</summary>
    /// <param name="axis">The index of the direction and family in <see cref="AwsPlanner.Axes"/>.</param>
    public int this[int axis] => _counts[axis];

    /// <summary>Whether no rule was counted.</summary>
    public bool IsEmpty => _counts.All(count => count == 0);

    /// <summary>Counts a rule of a plan.</summary>
    public void Add(AwsRuleDraft draft) => Add(draft.Direction, draft.Remote.Family, draft.Remote.Weight);

    /// <summary>Counts a rule that is recorded.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="weight">What it counts as.</param>
    public void Add(RecordedRule rule, int weight) => Add(rule.Direction, rule.Family, weight);

    /// <summary>The fewest places that would be left on a direction and family the rule counts against; negative without room.</summary>
    /// <param name="draft">The rule.</param>
    /// <param name="limit">The places there are.</param>
    public int RoomBeside(AwsRuleDraft draft, int limit)
    {
        var room = int.MaxValue;
        for (var axis = 0; axis < _counts.Length; axis++)
        {
            if (Concerns(axis, draft.Direction, draft.Remote.Family)) room = Math.Min(room, limit - _counts[axis] - draft.Remote.Weight);
        }

        return room;
    }

    private void Add(Direction direction, AddressFamily? family, int weight)
    {
        for (var axis = 0; axis < _counts.Length; axis++)
        {
            if (Concerns(axis, direction, family)) _counts[axis] += weight;
        }
    }

    private static bool Concerns(int axis, Direction direction, AddressFamily? family) =>
        AwsPlanner.Axes[axis].Direction == direction && (family is null || family == AwsPlanner.Axes[axis].Family);
}
