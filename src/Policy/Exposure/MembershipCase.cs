using System.Numerics;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>How layers and a plan differ where an address belongs to some names and not to others.</summary>
/// <param name="Mask">The names that contain the address, one bit for each.</param>
/// <param name="Members">The same for rules.</param>
internal sealed record MembershipCase(BigInteger Mask, MemberAssignment Members)
{
    /// <summary>The flows with an address that these names can contain; null where any address can belong to them.</summary>
    public FlowSet? Feasible { get; init; }

    /// <summary>What is planned.</summary>
    public FlowSet Planned { get; init; } = FlowSet.Empty;

    /// <summary>What may pass and is not planned.</summary>
    public FlowSet Extra { get; init; } = FlowSet.Empty;

    /// <summary>What passes for certain and is not planned.</summary>
    public FlowSet CertainExtra { get; init; } = FlowSet.Empty;

    /// <summary>What is planned and does not pass.</summary>
    public FlowSet Missing { get; init; } = FlowSet.Empty;

    /// <summary>What is planned and does not pass unless a name contains the address that only adds flows.</summary>
    public FlowSet Addable { get; init; } = FlowSet.Empty;

    /// <summary>What is planned and may pass, without being certain to.</summary>
    public FlowSet Uncertain { get; init; } = FlowSet.Empty;

    /// <summary>Whether the names of another case are all among the names of this one.</summary>
    public bool Includes(MembershipCase other) => (Mask & other.Mask) == other.Mask;

    /// <summary>What of some flows an address can have that these names contain.</summary>
    public FlowSet Restrict(FlowSet flows) => Feasible is null ? flows : flows.Intersect(Feasible);
}
