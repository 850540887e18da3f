using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>One instance's plan beside what its cloud has.</summary>
/// <param name="Plan">What is told of the plan.</param>
/// <param name="Groups">The groups it was compared with, in order of their ids.</param>
/// <param name="Extra">What the cloud permits too much.</param>
/// <param name="Missing">What the cloud permits too little.</param>
/// <param name="Tags">Tags that differ.</param>
/// <param name="Reasons">Why it cannot be said whether the instance is in sync; empty when it can.</param>
/// <param name="Notes">Differences that change no traffic.</param>
internal sealed record InstanceDrift(
    ComparedPlan Plan,
    ImmutableArray<LiveGroup> Groups,
    ImmutableArray<ExtraFlows> Extra,
    ImmutableArray<MissingFlows> Missing,
    ImmutableArray<TagDrift> Tags,
    ImmutableArray<Problem> Reasons,
    ImmutableArray<Problem> Notes)
{
    /// <summary>The drift that entries of the ignore file cover. It does not count.</summary>
    public ImmutableArray<IgnoredDrift> Ignored { get; init; } = [];

    /// <summary>What the comparison is a statement about.</summary>
    public DriftScope Scope { get; init; } = DriftScope.Group;

    /// <summary>The interfaces that carry the groups, with what was found at each.</summary>
    public ImmutableArray<InterfaceDrift> Interfaces { get; init; } = [];

    /// <summary>The groups that do not lie where they must.</summary>
    public ImmutableArray<AttachmentDrift> Attachments { get; init; } = [];

    /// <summary>Planned rules that the stack's state does not have, where a state was given. They are not drift.</summary>
    public ImmutableArray<UnrecordedRule> Unrecorded { get; init; } = [];

    /// <summary>The guardrails of the fleet that are broken, and those of which it cannot be known.</summary>
    public ImmutableArray<Problem> Guardrails { get; init; } = [];

    /// <summary>Whether only the tags were looked at, which a person with write access can set to anything.</summary>
    public bool TrustsTags { get; init; }

    /// <summary>The instance's name.</summary>
    public string Name => Plan.Name;

    /// <summary>Whether nothing was found that differs from the plan and is not accepted.</summary>
    public bool IsAsPlanned => Extra.IsEmpty && Missing.IsEmpty && Tags.IsEmpty && Attachments.IsEmpty;

    /// <summary>
    /// Unknown as soon as anything could not be read, whatever else is known. What was read and depends on the members of names is unknown
    /// too, but drift found beside it is drift in any case. A broken guardrail counts as drift, whether or not the drift is accepted.
    /// </summary>
    public DriftStatus Status =>
        Reasons.Any(reason => reason.Id != ProblemIds.Undecided) ? DriftStatus.Unknown
        : !IsAsPlanned || Guardrails.Any(IsBroken) ? DriftStatus.Drift
        : Reasons.IsEmpty && Guardrails.IsEmpty ? DriftStatus.InSync
        : DriftStatus.Unknown;

    private static bool IsBroken(Problem guardrail) => guardrail.Id == ProblemIds.GuardrailBroken;

    /// <summary>An instance about which nothing could be found out.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reasons">Why.</param>
    public static InstanceDrift Unknown(Plan plan, ImmutableArray<Problem> reasons) =>
        new(ComparedPlan.From(plan), [], [], [], [], reasons, []);
}
