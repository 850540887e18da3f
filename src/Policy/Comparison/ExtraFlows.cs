using System.Collections.Immutable;
using System.Numerics;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>Flows that the cloud permits and the plan does not, through one rule.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Rule">The rule that permits them.</param>
/// <param name="Ranges">The flows, in order.</param>
/// <param name="Addresses">How many remote addresses they open to; groups that only the cloud knows are not counted.</param>
/// <param name="ReachesInternet">Whether public addresses are among them.</param>
/// <param name="BroaderThanDeclared">
/// Whether the rule also permits something declared, so that it is a widened rule and no foreign one.
/// </param>
/// <param name="Summary">Who can do what, in words.</param>
internal sealed record ExtraFlows(
    string GroupId,
    LiveRule Rule,
    ImmutableArray<FlowRange> Ranges,
    BigInteger Addresses,
    bool ReachesInternet,
    bool BroaderThanDeclared,
    string Summary)
{
    /// <summary>The same on every run and machine as long as the same flows drift.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>
    /// Whether they can pass whatever the members of names are and whatever is not known of the layers; otherwise they may.
    /// </summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The names on whose members it depends whether they pass, in ordinal order.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>Whether the group is not one of the instance's, but lies on the same interface.</summary>
    public bool IsForeignGroup { get; init; }

    /// <summary>The interfaces they reach; empty where groups alone were compared.</summary>
    public ImmutableArray<string> Interfaces { get; init; } = [];

    /// <summary>The rules of the other layers that let them through.</summary>
    public ImmutableArray<LayerRule> Through { get; init; } = [];
}
