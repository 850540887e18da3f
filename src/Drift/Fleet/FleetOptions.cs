using System.Collections.Immutable;
using Starface.Drift.Files;
using Starface.Drift.Live;
using Starface.Policy.Comparison;
using Starface.Policy.Clouds;
using Starface.Policy.Flows.Sets;

namespace Starface.Drift.Fleet;

/// <summary>Which groups are compared, how, and within which limits clouds are read for them.</summary>
internal sealed record FleetOptions
{
    /// <summary>Ids of groups that a person named.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>The state that names groups, or null.</summary>
    public StateSnapshot? State { get; init; }

    /// <summary>The regions, accounts and subscriptions.</summary>
    public SourceOptions Sources { get; init; } = new();

    /// <summary>How long reading one region or subscription may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What the comparison is a statement about.</summary>
    public DriftScope Scope { get; init; } = DriftScope.Interface;

    /// <summary>The published addresses of names, such as service tags, beside those that the sources tell.</summary>
    public ImmutableSortedDictionary<string, PrefixSet> Members { get; init; } = LiveSurroundings.None.Members;

    /// <summary>Whether only tags are compared.</summary>
    public bool Quick { get; init; }

    /// <summary>
    /// Regions and subscriptions read at the same time. Within one, requests follow each other, so that no account is flooded.
    /// </summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>The clock by which the slowest source is found.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What an interrupted run has read already, or null.</summary>
    public ResumeFile? Resume { get; init; }
}
