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
        .. RedundantAllowances(policy)
            .Concat(SettingConflicts.Between(policy))
            .Concat(NameReview.Review(policy))
            .Concat(PerService(policy))
            .Concat(policy.Allowances.SelectMany(ExposureReview.Review))
            .OrderBy(problem => problem.DeclarationPlace!.Index)
            .ThenBy(problem => problem.Id, StringComparer.Ordinal),
    ];

    /// <summary>Problems that are reported once for a service, at its first allowance.</summary>
    private static IEnumerable<Problem> PerService(PolicyDefinition policy)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < policy.Allowances.Length; index++)
        {
            var service = policy.Allowances[index].Service;
            if (!seen.Add(service.Id)) continue;
            if (OpensNothing.Find(service, policy.PbxVersion) is { } nothing) yield return nothing.At(index, DeclarationPart.Service);
            var missing = service.Needs.Where(id => !policy.Services.Any(other => other.Id == id)).Distinct(StringComparer.Ordinal);
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
        var symbols = new SymbolicFlows(
            [
                .. allowances.SelectMany(
                    allowance => allowance.Service.Requirements.Select(requirement => (requirement, allowance.PeerGroup))),
            ]);
        var rows = allowances
            .Select(allowance => allowance.Service.Requirements
                .Select(requirement => (Requirement: requirement, Flows: symbols.FlowsOf(requirement, allowance.PeerGroup)))
                .ToList())
            .ToList();
        var sets = rows.Select(own => FlowSet.From(own.SelectMany(row => row.Flows))).ToList();
        var kept = Enumerable.Range(0, allowances.Length).ToList();
        for (var index = allowances.Length - 1; index >= 0; index--)
        {
            var covered = index;
            if (rows[covered].Count == 0) continue;
            var candidates = kept
                .Where(other => other != covered && Lasts(allowances[other], allowances[covered]) && sets[other].Overlaps(sets[covered]))
                .ToList();
            var covering = Coverage.MinimalCover(candidates, some => Covers(some, covered));
            if (covering.Count == 0) continue;
            kept.Remove(covered);
            var by = covering.Select(other => RequirementText.Describe(allowances[other])).ToList();
            yield return ProblemTable.Create(
                ProblemIds.RedundantAllowance, RequirementText.Describe(allowances[covered]), policy.Id, RequirementText.And(by))
                .At(covered, DeclarationPart.Whole, replacement: "");
        }

        // Rows for the same versions are compared together.
        bool Covers(IReadOnlyList<int> some, int covered) =>
            rows[covered].GroupBy(row => (row.Requirement.Since, row.Requirement.Until)).All(versions =>
            {
                var narrow = versions.First().Requirement;
                var wide = some
                    .SelectMany(other => rows[other])
                    .Where(row => Coverage.Spans(row.Requirement, narrow))
                    .SelectMany(row => row.Flows);
                return FlowSet.From(wide).IsSupersetOf(FlowSet.From(versions.SelectMany(row => row.Flows)));
            });
    }

    /// <summary>Whether what an allowance opens stays open as long and as surely as what another one opens.</summary>
    private static bool Lasts(Allowance wide, Allowance narrow) =>
        (wide.NeverCut || !narrow.NeverCut) && (wide.Expires is not { } last || narrow.Expires <= last);

    private static string Text(Viewpoint viewpoint) => viewpoint == Viewpoint.Pbx ? "the PBX" : "the phones' network";
}
