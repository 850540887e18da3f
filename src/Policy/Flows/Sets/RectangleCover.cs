using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>Covers a plane of service sets with rectangles that are maximal and of which none can be left out.</summary>
/// <remarks>
/// Cost: the sum over the rectangles of the runs they span, times the rectangles that meet one of them in a run where it might be
/// redundant, and the logarithm of the number of rectangles that meet in a run.
/// </remarks>
internal sealed class RectangleCover
{
    private readonly int[] _values;
    private readonly ServiceRanges _ranges;

    private RectangleCover(ReadOnlySpan<int> values, ServiceRanges ranges)
    {
        _values = values.ToArray();
        _ranges = ranges;
    }

    /// <summary>The rectangles, ordered by run and services.</summary>
    /// <param name="values">The service set of each run, 0 for none.</param>
    /// <param name="ranges">The ranges of the sets.</param>
    public static IReadOnlyList<CoverRectangle> Find(ReadOnlySpan<int> values, ServiceRanges ranges)
    {
        var cover = new RectangleCover(values, ranges);
        var rectangles = cover.FindMaximal();
        // In order of services, so that the rectangles that meet in a run can be merged in one pass.
        rectangles.Sort(static (left, right) => Order(
            left.Services.Start, right.Services.Start, left.Services.End, right.Services.End, left.FirstRun, right.FirstRun));
        var kept = cover.DropRedundant(rectangles);
        kept.Sort(static (left, right) => Order(
            left.FirstRun, right.FirstRun, left.LastRun, right.LastRun, left.Services.Start, right.Services.Start));
        return kept;
    }

    /// <summary>The order of the first pair of numbers that differ.</summary>
    private static int Order(int left1, int right1, int left2, int right2, int left3, int right3) =>
        left1 != right1 ? left1.CompareTo(right1) : left2 != right2 ? left2.CompareTo(right2) : left3.CompareTo(right3);

    /// <summary>
    /// Every maximal rectangle that has the full width of a range in some run: each range of each run, extended over the neighbouring
    /// runs that hold it too. Together they cover the plane, since every service of a run lies in one of its ranges.
    /// </summary>
    private List<CoverRectangle> FindMaximal()
    {
        var rectangles = new List<CoverRectangle>();
        // The rectangles that reach the current run. A rectangle is known by its services: no two with the same ones touch.
        var open = new Dictionary<ServiceRange, CoverRectangle>();
        var closing = new List<ServiceRange>();
        for (var run = 0; run < _values.Length; run++)
        {
            closing.Clear();
            foreach (var services in open.Keys)
            {
                if (!_ranges.Holds(_values[run], services))
                    closing.Add(services);
            }

            foreach (var services in closing)
                Close(services, run - 1);
            foreach (var services in _ranges[_values[run]])
            {
                if (open.ContainsKey(services))
                    continue;
                // Runs before this one may hold these services within a wider range of theirs.
                var first = run;
                while (first > 0 && _ranges.Holds(_values[first - 1], services))
                    first--;
                open.Add(services, new(first, run, services, run));
            }
        }

        foreach (var services in open.Keys.ToArray())
            Close(services, _values.Length - 1);
        return rectangles;

        void Close(ServiceRange services, int lastRun)
        {
            rectangles.Add(open[services] with { LastRun = lastRun });
            open.Remove(services);
        }
    }

    /// <summary>Removes, one after the other, each rectangle that those that are left cover in all of its runs.</summary>
    private List<CoverRectangle> DropRedundant(List<CoverRectangle> rectangles)
    {
        // For each run the rectangles that meet in it, in order of their services. Reach is the largest end of a rectangle and those
        // before it. It only grows, so a binary search finds where to begin.
        var meetingOfRun = new List<(int Rectangle, int Reach)>[_values.Length];
        for (var i = 0; i < rectangles.Count; i++)
        {
            for (var run = rectangles[i].FirstRun; run <= rectangles[i].LastRun; run++)
            {
                var meeting = meetingOfRun[run] ??= [];
                var end = rectangles[i].Services.End;
                meeting.Add((i, meeting.Count == 0 ? end : Math.Max(meeting[meeting.Count - 1].Reach, end)));
            }
        }

        var isDropped = new bool[rectangles.Count];
        for (var i = 0; i < rectangles.Count; i++)
        {
            var rectangle = rectangles[i];
            // In its home run only smaller rectangles can replace it. Usually no such rectangle exists, so the search ends there.
            var isRedundant = IsCoveredIn(rectangle.Home);
            for (var run = rectangle.FirstRun; isRedundant && run <= rectangle.LastRun; run++)
                isRedundant = IsCoveredIn(run);
            isDropped[i] = isRedundant;

            // Walks the other rectangles of the run from left to right and extends the covered part of the services, up to a gap.
            bool IsCoveredIn(int run)
            {
                var reached = rectangle.Services.Start;
                var meeting = meetingOfRun[run];
                for (var next = FirstBeyond(meeting, reached); next < meeting.Count; next++)
                {
                    var other = meeting[next].Rectangle;
                    if (other == i || isDropped[other] || rectangles[other].Services.End <= reached)
                        continue;
                    if (rectangles[other].Services.Start > reached)
                        return false;
                    reached = rectangles[other].Services.End;
                    if (reached >= rectangle.Services.End)
                        return true;
                }

                return false;
            }
        }

        return [.. rectangles.Where((_, i) => !isDropped[i])];
    }

    /// <summary>The index of the first rectangle of a run before which none ends beyond a service. Logarithmic.</summary>
    private static int FirstBeyond(List<(int Rectangle, int Reach)> meeting, int service)
    {
        int low = 0, high = meeting.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (meeting[middle].Reach <= service)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
