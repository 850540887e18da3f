using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Drift.Live;

/// <summary>
/// Several reads of one group: two sources may lead to the same account, a file may be given twice, and pages may shift while read.
/// </summary>
internal static class RepeatedReads
{
    /// <summary>The group. Reads that agree count once; of those that differ, a problem says that it was changed.</summary>
    /// <param name="reads">The reads, at least one.</param>
    public static LiveGroup Join(IReadOnlyList<LiveGroup> reads)
    {
        // What one source would not show another may.
        var first = reads.FirstOrDefault(read => read.Unseen is null) ?? reads[0];
        return reads.All(read => LiveDifferences.AreEqual(first, read))
            ? first
            : first with { Problems = [.. first.Problems, FindDisagreement(reads)] };
    }

    private static Problem FindDisagreement(IReadOnlyList<LiveGroup> reads)
    {
        var places = string.Join(" and in ", reads.Select(read => read.Place).Distinct(StringComparer.Ordinal));
        return Problem.Error(
            ProblemIds.ReadTwice,
            $"The group was read twice in {places}, and the reads do not agree: it was changed between them, or could not be read once",
            "read it again");
    }
}
