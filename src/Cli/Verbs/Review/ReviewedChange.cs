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

    /// <summary>What the instances are beside what they permit, where that changes.</summary>
    public ImmutableArray<SettingChange> Settings { get; init; } = [];

    /// <summary>
    /// The services that must never be cut and are because the groups are made again, are deleted, or leave an interface.
    /// </summary>
    public ImmutableArray<string> Replaced { get; init; } = [];

    /// <summary>Whether the stack of a removed instance is still there, so that the next update deletes the groups.</summary>
    public bool IsDeletedByUpdate { get; init; }

    /// <summary>Whether running calls are cut.</summary>
    public bool CutsCalls => Change.CutsCalls || Kind == ChangeKind.Removed || Settings.Any(setting => setting.CutsCalls);

    /// <summary>The services that must never be cut and are, each once.</summary>
    public IEnumerable<string> NeverCut => Change.NeverCut.Select(cut => cut.Service).Concat(Replaced).Distinct(StringComparer.Ordinal);

    /// <summary>The limits of the cloud of which another part is used.</summary>
    public ImmutableArray<QuotaChange> Quotas { get; init; } = [];

    /// <summary>Why an update that makes it so would stop in the middle, or leave rules without effect.</summary>
    public ImmutableArray<Problem> Obstacles { get; init; } = [];

    /// <summary>How much attention it needs; the largest comes first.</summary>
    public int Weight =>
        NeverCut.Any() ? 5
        : !Obstacles.IsEmpty ? 4
        : CutsCalls ? 3
        : Change.ExposureGrows ? 2
        : Kind == ChangeKind.Changed ? 1
        : 0;
}
