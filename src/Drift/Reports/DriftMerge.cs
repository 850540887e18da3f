using System.Collections.Immutable;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Reports;

/// <summary>Makes one report of the reports about the parts of a fleet. The order in which they come does not matter.</summary>
internal static class DriftMerge
{
    /// <summary>The report about both parts.</summary>
    /// <param name="one">The report of a part.</param>
    /// <param name="other">The report of another part.</param>
    /// <exception cref="FormatException">Both have an instance.</exception>
    public static DriftReport Merge(DriftReport one, DriftReport other)
    {
        var instances = one.Instances.AddRange(other.Instances);
        var twice = instances.GroupBy(instance => instance.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any());
        if (twice is not null) throw new FormatException($"Instance '{twice.Key}' is in two reports");
        return new DriftReport(
            [.. instances.OrderBy(instance => instance.Name, StringComparer.Ordinal)],
            Merge(one.AcceptanceFindings, other.AcceptanceFindings))
        {
            IsPart = true,
            UnreadStacks =
            [
                .. one.UnreadStacks.Concat(other.UnreadStacks)
                    .GroupBy(stack => stack.Name, StringComparer.Ordinal)
                    .OrderBy(stack => stack.Key, StringComparer.Ordinal)
                    .Select(stack => new UnreadStack(
                        stack.Key, [.. stack.SelectMany(found => found.Problems).Distinct().Order(ProblemOrder.Instance)])),
            ],
        };
    }

    /// <summary>An entry that covers nothing in one part may cover something in another.</summary>
    private static ImmutableArray<AcceptanceFinding> Merge(
        ImmutableArray<AcceptanceFinding> one, ImmutableArray<AcceptanceFinding> other) =>
    [
        .. one.Concat(other)
            .Where(finding => finding.Problem.Id != ProblemIds.IgnoreEntryUnused || (one.Contains(finding) && other.Contains(finding)))
            .Distinct()
            .OrderBy(finding => finding.Problem.Id == ProblemIds.IgnoreEntryTooWide)
            .ThenBy(finding => finding.Problem, ProblemOrder.Instance),
    ];
}
