using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Fleet;

/// <summary>An instance whose cloud is to be compared with its plan.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Region">Its region, or null where the cloud has none or the machine's own setting counts.</param>
internal sealed record FleetTarget(Plan Plan, string? Region)
{
    /// <summary>
    /// Why an update cannot reach the plan from what a state has. It plans the instance beside that: its rules stay in their groups.
    /// </summary>
    public Func<RecordedGroups, IEnumerable<Problem>> Replan { get; init; } = static _ => [];

    /// <summary>Why the next update would stop in the middle.</summary>
    /// <param name="recorded">The groups of the instance in the stack's state.</param>
    public IEnumerable<Problem> FindObstacles(ImmutableArray<LiveGroup> recorded) =>
        Plan.Cloud.ReadRecorded(Plan.Name, recorded, []) is { } before ? Replan(before) : [];

    /// <summary>The guardrails of the fleet that the plan breaks, or what was found beside it.</summary>
    public Func<InstanceDrift, ImmutableArray<Problem>> Guard { get; init; } = static _ => [];

    /// <summary>Why the plan may not be the program's, or null: then nothing can be said about it.</summary>
    public Problem? Unread { get; init; }
}
