using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Fleet;

/// <summary>What was found for an instance, and what comparing it with the plan gave.</summary>
/// <param name="Found">The groups and the problems of the search.</param>
/// <param name="Surroundings">What was read around the groups.</param>
/// <param name="Drift">The result.</param>
internal readonly record struct InstanceComparison(Selection Found, LiveSurroundings Surroundings, InstanceDrift Drift);
