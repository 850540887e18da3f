using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds.Aws;

/// <summary>What the planner read back from its own resources.</summary>
/// <param name="Ranges">The flows of each rule.</param>
/// <param name="Unattached">The names of groups that hold rules and that the interface does not have yet.</param>
/// <param name="Moved">The flows that move to groups whose attachment is unknown.</param>
internal sealed record AwsReading(ImmutableArray<PlannedRange> Ranges, ImmutableHashSet<string> Unattached, FlowSet Moved);
