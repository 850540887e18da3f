using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.Pages.Model;

/// <summary>An instance as a page shows it: what its plan says, without the plan.</summary>
/// <param name="Stack">The stack that it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <param name="File">Where it is described, or null.</param>
/// <param name="Cloud">The cloud's name for people.</param>
/// <param name="Policy">The policy's id.</param>
/// <param name="PolicyTitle">What the policy is for.</param>
/// <param name="Version">The PBX version, or null for the current release.</param>
/// <param name="Digest">The digest of the permitted flows.</param>
internal sealed record InstancePage(
    string Stack, string Name, string? File, string Cloud, string Policy, string PolicyTitle, string? Version, string Digest)
{
    /// <summary>Whether the policy is a shipped one, whose texts are English.</summary>
    public bool IsShipped { get; init; }

    /// <summary>Its peer groups in ordinal order.</summary>
    public ImmutableArray<Remote> PeerGroups { get; init; } = [];

    /// <summary>The hosts of its rules in ordinal order.</summary>
    public ImmutableArray<Remote> Hosts { get; init; } = [];

    /// <summary>What is permitted, by direction, service and peer group.</summary>
    public ImmutableArray<Access> Access { get; init; } = [];

    /// <summary>What the networks of those who connect to the PBX have to permit.</summary>
    public ImmutableArray<FirewallList> Lists { get; init; } = [];

    /// <summary>The resources of the rules, in the order of the rules.</summary>
    public ImmutableArray<RuleResources> Resources { get; init; } = [];

    /// <summary>How much of the cloud's limits it uses.</summary>
    public ImmutableArray<Quota> Quotas { get; init; } = [];

    /// <summary>How many public addresses reach each sensitive service.</summary>
    public ImmutableArray<ServiceReach> Reach { get; init; } = [];

    /// <summary>The scenarios and how they end.</summary>
    public ImmutableArray<ScenarioEnd> Scenarios { get; init; } = [];

    /// <summary>The comparison with its cloud, or null where there was none.</summary>
    public DriftPage? Drift { get; init; }

    /// <summary>What the doctor found out, one entry for each place where it ran.</summary>
    public ImmutableArray<ProbePage> Probes { get; init; } = [];

    /// <summary>The days on which something ends, in order.</summary>
    public ImmutableArray<DueDate> DueDates { get; init; } = [];
}
