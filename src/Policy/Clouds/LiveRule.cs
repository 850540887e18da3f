using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A rule as a cloud has it, with its fields read into flows' own terms.</summary>
/// <param name="GivenId">What the cloud calls it: <c>sgr-…</c> on AWS, the rule's name on Azure; null where it is not told.</param>
/// <param name="Direction">Inbound or outbound.</param>
/// <param name="Matches">What it matches, seen from the instance.</param>
internal sealed record LiveRule(string? GivenId, Direction Direction, ImmutableArray<FlowRange> Matches)
{
    /// <summary>Its name in the stack's program, or null where it does not come from a state.</summary>
    public string? LogicalName { get; init; }

    /// <summary>
    /// What it matches as the cloud writes it: with prefix lists by their names, where <see cref="Matches"/> has their entries.
    /// </summary>
    public ImmutableArray<FlowRange> Written { get; init; } = Matches;

    /// <summary>Whether it allows or denies. AWS has only rules that allow.</summary>
    public bool Allow { get; init; } = true;

    /// <summary>Azure: the lower is looked at first. 0 on AWS, where no order exists.</summary>
    public int Priority { get; init; }

    /// <summary>Whether what it allows is delivered without a look at the layers behind it, as Azure's AlwaysAllow does.</summary>
    public bool SkipsLaterLayers { get; init; }

    /// <summary>
    /// Whether it may have no effect: Azure turns a rule off that names several application security groups of which one is empty.
    /// </summary>
    public bool MayNotApply { get; init; }

    /// <summary>Whether the cloud added it by itself, as Azure does and network ACLs of AWS do.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The description, or null when it has none.</summary>
    public string? Description { get; init; }

    /// <summary>The rule's own tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = LiveGroup.NoTags;

    /// <summary>Azure: the local addresses the rule is restricted to; empty where it is not restricted.</summary>
    public ImmutableArray<RemoteScope> OwnSide { get; init; } = [];

    /// <summary>Azure: the source ports the rule is restricted to; empty where it is not restricted.</summary>
    public ImmutableArray<PortRange> SourcePorts { get; init; } = [];

    /// <summary>
    /// What it is called: by the cloud, or else by what it matches. That text is made when it is asked for, since a fleet has too many.
    /// </summary>
    public string Id => GivenId ?? Written[0].ToString();
}
