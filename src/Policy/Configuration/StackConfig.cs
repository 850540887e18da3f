using System.Collections.Immutable;

namespace Starface.Policy.Configuration;

/// <summary>What a stack's configuration says, or what is wrong with it.</summary>
/// <param name="Instances">The instances in the order of the file; empty when there are problems.</param>
/// <param name="Problems">Every problem in the order of the file; empty when there are instances.</param>
internal sealed record StackConfig(ImmutableArray<InstanceConfig> Instances, ImmutableArray<Problem> Problems)
{
    /// <summary>Warnings, in the order of the file, whether or not there are problems.</summary>
    public ImmutableArray<Problem> Warnings { get; init; } = [];

    /// <summary>The services whose flows the next update may cut although they must never be.</summary>
    public ImmutableSortedSet<string> AllowCut { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
