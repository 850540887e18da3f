using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Comparison;

namespace Starface.Drift.Fleet;

/// <summary>What one source gave.</summary>
/// <param name="Survey">The groups.</param>
/// <param name="Comparisons">
/// The instances compared with the groups as they were read first, in the order of the instances; empty when they were not compared.
/// </param>
internal sealed record SourceRead(LiveSurvey Survey, ImmutableArray<InstanceComparison> Comparisons)
{
    /// <summary>A read that failed.</summary>
    /// <param name="problem">What could not be read, where and why.</param>
    public static SourceRead Failed(Problem problem) => new(LiveSurvey.Failed(problem), []);
}
