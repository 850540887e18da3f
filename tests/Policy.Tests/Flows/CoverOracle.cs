using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>
/// The rectangles of <see cref="FlowSet.Ranges"/> as they are defined, whatever that costs: every range of every run, extended over the
/// neighbouring runs that hold it, and of these, in order of services, each one that the others that are left do not cover.
/// </summary>
internal static class CoverOracle
{
    public static FlowRange[] RangesOf(FlowSet set) =>
        [.. set.DisjointRanges().GroupBy(range => (range.Direction, range.Remote.Group)).SelectMany(part => RangesOf([.. part])).Order()];

    private static IEnumerable<FlowRange> RangesOf(FlowRange[] disjoint)
    {
        var runs = disjoint.GroupBy(range => range.Remote).Select(run => run.ToArray()).ToArray();
        var left = MaximalOf(runs)
            .Distinct()
            .OrderBy(StartOf).ThenBy(EndOf).ThenBy(range => range.Remote.IsGroup ? 0 : IndexOf(runs, range))
            .ToList();
        foreach (var range in left.ToArray())
        {
            var others = left.Where(other => other != range).ToArray();
            if (runs.Where(run => Meet(range, run[0])).All(run => Cover(others.Where(other => Meet(other, run[0])), range)))
                left.Remove(range);
        }

        return left;
    }

    private static IEnumerable<FlowRange> MaximalOf(FlowRange[][] runs)
    {
        for (var run = 0; run < runs.Length; run++)
        {
            foreach (var range in runs[run])
            {
                int first = run, last = run;
                while (first > 0 && AreNeighbours(runs[first - 1], runs[first]) && Holds(runs[first - 1], range))
                    first--;
                while (last + 1 < runs.Length && AreNeighbours(runs[last], runs[last + 1]) && Holds(runs[last + 1], range))
                    last++;
                yield return range.Remote.IsGroup ? range : new FlowRange(
                    range.Direction,
                    range.Protocols,
                    new AddressRange(runs[first][0].Remote.Addresses.First, runs[last][0].Remote.Addresses.Last),
                    range.Ports);
            }
        }
    }

    private static bool AreNeighbours(FlowRange[] run, FlowRange[] next) =>
        run[0].Remote.Addresses.Family == next[0].Remote.Addresses.Family
        && Universe.Previous(next[0].Remote.Addresses.First) == run[0].Remote.Addresses.Last;

    private static bool Holds(FlowRange[] run, FlowRange range) =>
        run.Any(other => StartOf(other) <= StartOf(range) && EndOf(other) >= EndOf(range));

    private static int IndexOf(FlowRange[][] runs, FlowRange range) => Array.FindIndex(runs, run => Meet(range, run[0]));

    private static bool Meet(FlowRange range, FlowRange run) =>
        range.Remote.IsGroup || (range.Remote.Addresses.Family == run.Remote.Addresses.Family
            && range.Remote.Addresses.First <= run.Remote.Addresses.First && range.Remote.Addresses.Last >= run.Remote.Addresses.Last);

    private static bool Cover(IEnumerable<FlowRange> others, FlowRange range)
    {
        var reached = StartOf(range);
        foreach (var other in others.OrderBy(StartOf))
        {
            if (StartOf(other) <= reached)
                reached = Math.Max(reached, EndOf(other));
        }

        return reached >= EndOf(range);
    }

    private static int StartOf(FlowRange range) => range.Protocols.First * 65536 + range.Ports.From;

    private static int EndOf(FlowRange range) => range.Protocols.Last * 65536 + range.Ports.To + 1;
}
