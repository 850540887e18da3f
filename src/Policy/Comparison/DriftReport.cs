using System.Collections.Immutable;

namespace Starface.Policy.Comparison;

/// <summary>The comparison of all instances that were asked for.</summary>
/// <param name="Instances">The instances in ordinal order of their names.</param>
/// <param name="AcceptanceFindings">Expired and unused entries of the ignore file.</param>
internal sealed record DriftReport(ImmutableArray<InstanceDrift> Instances, ImmutableArray<AcceptanceFinding> AcceptanceFindings)
{
    /// <summary>The stacks whose files could not be read, in ordinal order of their names.</summary>
    public ImmutableArray<UnreadStack> UnreadStacks { get; init; } = [];

    /// <summary>Whether it is about a part of a fleet, which may have no instance.</summary>
    public bool IsPart { get; init; }

    /// <summary>
    /// Unknown beats drift, drift beats in sync. No instance at all is unknown: nothing was looked at. In a part of a fleet there may be
    /// none.
    /// </summary>
    public DriftStatus Status =>
        !UnreadStacks.IsEmpty ? DriftStatus.Unknown
        : !Instances.IsEmpty ? Instances.Max(instance => instance.Status)
        : IsPart ? DriftStatus.InSync
        : DriftStatus.Unknown;

    /// <summary>How many instances have a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(DriftStatus status) => Instances.Count(instance => instance.Status == status);
}
