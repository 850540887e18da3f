using System.Collections.Immutable;

namespace Starface.Policy.Comparison;

/// <summary>The comparison of all instances that were asked for.</summary>
/// <param name="Instances">The instances in ordinal order of their names.</param>
/// <param name="IgnoreFindings">Expired and unused entries of the ignore file.</param>
internal sealed record DriftReport(ImmutableArray<InstanceDrift> Instances, ImmutableArray<IgnoreFinding> IgnoreFindings)
{
    /// <summary>The stacks whose files could not be read, in ordinal order of their names.</summary>
    public ImmutableArray<UnreadStack> UnreadStacks { get; init; } = [];

    /// <summary>Unknown beats drift, drift beats in sync. No instance at all is unknown: nothing was looked at.</summary>
    public DriftStatus Status =>
        Instances.IsEmpty || !UnreadStacks.IsEmpty ? DriftStatus.Unknown : Instances.Max(instance => instance.Status);

    /// <summary>How many instances have a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(DriftStatus status) => Instances.Count(instance => instance.Status == status);
}
