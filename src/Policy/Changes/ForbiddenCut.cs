using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Changes;

/// <summary>
/// What a change would cut although it must not: flows that are marked so, or everything on an interface because of where its groups are.
/// It is refused unless a person accepts it.
/// </summary>
/// <param name="Instance">The instance.</param>
/// <param name="Accepted">What a person names to accept it: a service, or a resource; null where no update gets through.</param>
/// <param name="Problem">What is cut, and what to do instead.</param>
internal sealed record ForbiddenCut(string Instance, string? Accepted, Problem Problem)
{
    /// <summary>The ids of its problems.</summary>
    public static ImmutableArray<string> Ids { get; } =
        [ProblemIds.ProtectedFlowsCut, ProblemIds.GroupReplaced, ProblemIds.InterfaceLeft, ProblemIds.AttachedTwice];

    /// <summary>The service and its flows, where these are marked as never to be cut.</summary>
    public ProtectedFlows? Lost { get; private init; }

    /// <summary>Whether it is cut because the instance has another name.</summary>
    public bool IsRenamed { get; private init; }

    /// <summary>What changes would cut.</summary>
    /// <param name="changes">The changes.</param>
    public static ImmutableArray<ForbiddenCut> Find(IEnumerable<PolicyChange> changes) =>
    [
        .. from change in changes
           from cut in Find(change)
           select cut,
    ];

    /// <summary>Whether a person has accepted it.</summary>
    /// <param name="accepted">What is accepted.</param>
    public bool IsAccepted(IEnumerable<string> accepted) => Accepted is not null && accepted.Contains(Accepted);

    /// <summary>The problem of a change that would cut it.</summary>
    /// <param name="waiver">What a person does to accept it, such as <c>use --allow-cut web-interface</c>, for what is accepted.</param>
    internal Problem ToProblem(Func<string, string> waiver) =>
        Accepted is null ? Problem : Problem with { Fix = $"{Problem.Fix}, or {waiver(Accepted)}" };

    private static IEnumerable<ForbiddenCut> Find(PolicyChange change) =>
        change.NeverCutViolations
            .Select(lost => new ForbiddenCut(change.After.Name, lost.Service, ProblemOf(change.After.Name, lost)) { Lost = lost })
            .Concat(change.Placement.Select(moved => new ForbiddenCut(change.After.Name, moved.Accepted, moved.Problem)
            {
                IsRenamed = moved.IsRenamed,
            }));

    private static Problem ProblemOf(string instance, ProtectedFlows lost) => Problem.Error(
        ProblemIds.ProtectedFlowsCut,
        $"{instance} would cut {lost.Service}, which must never be cut: {string.Join("; ", lost.Flows.Ranges())}",
        "keep it allowed");
}
