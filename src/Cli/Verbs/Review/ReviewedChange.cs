using System.Collections.Immutable;
using Starface.Cli.Verbs.Diff;
using Starface.Policy;

namespace Starface.Cli.Verbs.Review;

/// <summary>A change that one instance or several have alike.</summary>
/// <param name="Kind">What happens to the instances.</param>
/// <param name="Instances">The instances, in ordinal order.</param>
/// <param name="Change">What it means for traffic.</param>
internal sealed record ReviewedChange(ChangeKind Kind, ImmutableArray<string> Instances, ToldChange Change)
{
    /// <summary>The name that a renamed instance had; null for every other.</summary>
    public string? RenamedFrom { get; init; }

    /// <summary>The limits of the cloud of which another part is used.</summary>
    public ImmutableArray<QuotaChange> Quotas { get; init; } = [];

    /// <summary>Why an update that makes it so would stop in the middle, or leave rules without effect.</summary>
    public ImmutableArray<Problem> Obstacles { get; init; } = [];

    /// <summary>How much attention it needs; the largest comes first.</summary>
    public int Weight =>
        !Change.NeverCut.IsEmpty ? 5
        : !Obstacles.IsEmpty ? 4
        : Change.CutsCalls ? 3
        : Change.ExposureGrows ? 2
        : Kind == ChangeKind.Changed ? 1
        : 0;
}
