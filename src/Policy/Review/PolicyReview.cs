using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>Reviews a policy before an instance fills its peer groups.</summary>
internal static class PolicyReview
{
    /// <summary>The problems, in the order of the allowances.</summary>
    /// <param name="policy">The policy.</param>
    public static IReadOnlyList<Problem> Review(PolicyDefinition policy) =>
    [
        .. Emptiness(policy)
            .Concat(RedundantAllowances(policy))
            .Concat(SettingConflicts.Between(policy))
            .Concat(NameReview.Review(policy))
            .Concat(PerService(policy))
            .Concat(policy.Allowances.SelectMany(ExposureReview.Review))
            .Concat(policy.Allowances.SelectMany(ReviewedFlows.Review))
            .OrderBy(problem => problem.DeclarationPlace!.Index)
            .ThenBy(problem => problem.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<Problem> Emptiness(PolicyDefinition policy) => policy.Allowances.IsEmpty
        ? [ProblemTable.Create(ProblemIds.AllowsNothing, policy.Id).At(-1, DeclarationPart.Whole)]
        : [];

    /// <summary>Problems that are reported once for a service, at its first allowance.</summary>
    private static IEnumerable<Problem> PerService(PolicyDefinition policy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var allowed = new HashSet<string>(policy.Services.Select(service => service.Id), StringComparer.Ordinal);
        for (var index = 0; index < policy.Allowances.Length; index++)
        {
            var service = policy.Allowances[index].Service;
            if (!seen.Add(service.Id)) continue;
            if (OpensNothing.Find(service, policy.PbxVersion) is { } nothing) yield return nothing.At(index, DeclarationPart.Service);
            var missing = service.Needs.Where(id => !allowed.Contains(id)).Distinct(StringComparer.Ordinal);
            foreach (var needed in missing)
            {
                yield return ProblemTable.Create(ProblemIds.MissingService, service.Id, needed, policy.Id)
                    .At(index, DeclarationPart.Service, replacement: needed);
            }

            var first = policy.Allowances[0].Service;
            if (service.Viewpoint != first.Viewpoint)
            {
                yield return ProblemTable.Create(
                    ProblemIds.MixedViewpoints, service.Id, Text(service.Viewpoint), first.Id, Text(first.Viewpoint))
                    .At(index, DeclarationPart.Service);
            }
        }
    }

    /// <summary>From the last allowance to the first, so that of two equal ones the later is redundant.</summary>
    private static IEnumerable<Problem> RedundantAllowances(PolicyDefinition policy)
    {
        var allowances = policy.Allowances;
        if (allowances.Length < 2) yield break;
        var index = new AllowanceIndex(allowances);
        var symbols = new SymbolicFlows([.. allowances.SelectMany(RowsOf)]);
        var redundant = new HashSet<int>();
        for (var covered = allowances.Length - 1; covered >= 0; covered--)
        {
            var candidates = index.FindOverlapping(covered)
                .Where(other => !redundant.Contains(other) && Lasts(allowances[other], allowances[covered]))
                .ToList();
            var narrow = RowsOf(allowances[covered]).ToList();
            var covering = Coverage.MinimalCover(
                candidates, some => Covers([.. some.SelectMany(other => RowsOf(allowances[other]))], narrow));
            if (covering.Count == 0) continue;
            redundant.Add(covered);
            var by = covering.Select(other => RequirementText.Describe(allowances[other])).ToList();
            yield return ProblemTable.Create(
                ProblemIds.RedundantAllowance,
                RequirementText.Describe(allowances[covered]),
                policy.Id,
                RequirementText.And(by),
                allowances[covered].IncludedFrom is { } declaring ? $"exclude it, which '{declaring}' declares" : "remove it")
                .At(covered, DeclarationPart.Whole, replacement: allowances[covered].IncludedFrom is null ? "" : null);
        }

        bool Covers(List<(Requirement Requirement, string? PeerGroup)> wide, List<(Requirement Requirement, string? PeerGroup)> narrow)
        {
            var compared = symbols.Among([.. wide, .. narrow]);
            return PolicyReview.Covers(FlowsOf(wide, compared), FlowsOf(narrow, compared));
        }
    }

    private static IEnumerable<(Requirement Requirement, string? PeerGroup)> RowsOf(Allowance allowance) =>
        allowance.Service.Requirements.Select(requirement => (requirement, allowance.PeerGroup));

    private static List<(Requirement Requirement, IReadOnlyList<FlowRange> Flows)> FlowsOf(
        List<(Requirement Requirement, string? PeerGroup)> rows, SymbolicFlows symbols) =>
        [.. rows.Select(row => (row.Requirement, symbols.FlowsOf(row.Requirement, row.PeerGroup)))];

    /// <summary>Whether some rows cover others. Rows for the same versions are compared together.</summary>
    private static bool Covers(
        List<(Requirement Requirement, IReadOnlyList<FlowRange> Flows)> some,
        List<(Requirement Requirement, IReadOnlyList<FlowRange> Flows)> covered) =>
        covered.GroupBy(row => (row.Requirement.Since, row.Requirement.Until)).All(versions =>
        {
            var narrow = versions.First().Requirement;
            var wide = some.Where(row => Coverage.Spans(row.Requirement, narrow)).SelectMany(row => row.Flows);
            return FlowSet.From(wide).IsSupersetOf(FlowSet.From(versions.SelectMany(row => row.Flows)));
        });

    /// <summary>Whether what an allowance opens stays open as long and as surely as what another one opens.</summary>
    private static bool Lasts(Allowance wide, Allowance narrow) =>
        (wide.NeverCut || !narrow.NeverCut) && (wide.Expires is not { } last || narrow.Expires <= last);

    private static string Text(Viewpoint viewpoint) => viewpoint == Viewpoint.Pbx ? "the PBX" : "the phones' network";
}
