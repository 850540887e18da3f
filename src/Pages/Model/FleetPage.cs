using System.Collections.Immutable;
using Starface.Drift.Reports;

namespace Starface.Pages.Model;

/// <summary>Everything that a page shows.</summary>
/// <param name="Instances">The instances, in order.</param>
/// <param name="Findings">What was found, the most severe first.</param>
internal sealed record FleetPage(ImmutableArray<InstancePage> Instances, ImmutableArray<ReportItem> Findings)
{
    /// <summary>The stacks and instances that could not be read or planned, with why.</summary>
    public ImmutableArray<ReportItem> Unread { get; init; } = [];

    /// <summary>What is compared with, as it was named, or null where nothing is.</summary>
    public string? Before { get; init; }

    /// <summary>What changes, in ordinal order of the instances.</summary>
    public ImmutableArray<ChangePage> Changes { get; init; } = [];

    /// <summary>The findings that are accepted up to a day.</summary>
    public ImmutableArray<DueDate> Accepted { get; init; } = [];
}
