using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Changes;

/// <summary>Flows that must never be cut and that a change would cut. It is refused unless a person allows it for the service.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Lost">The flows, and the service they belong to.</param>
internal sealed record ForbiddenCut(string Instance, ProtectedFlows Lost)
{
    /// <summary>The protected flows that changes would cut.</summary>
    /// <param name="changes">The changes.</param>
    public static ImmutableArray<ForbiddenCut> Find(IEnumerable<PolicyChange> changes) =>
    [
        .. from change in changes
           from lost in change.NeverCutViolations
           select new ForbiddenCut(change.After.Name, lost),
    ];

    /// <summary>The problem of a change that would cut the flows.</summary>
    /// <param name="waiver">What a person does to accept the cut, such as <c>use --allow-cut web-interface</c>.</param>
    internal Problem ToProblem(string waiver) => Problem.Error(
        ProblemIds.ProtectedFlowsCut,
        $"{Instance} would cut {Lost.Service}, which must never be cut: {string.Join("; ", Lost.Flows.Ranges())}",
        $"keep it allowed, or {waiver}");
}
