using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>Covers planes of service sets with rectangles that are maximal and of which none can be left out.</summary>
/// <param name="pool">The sets.</param>
/// <remarks>
/// Cost: for each maximal rectangle that has the full width of a range in some run, the depth of a trie (at most 25) a few times, and the
/// logarithm of their number.
/// </remarks>
internal sealed class RectangleCover(ServicePool pool)
{
    private readonly ServicePoolBuilder _pool = new(pool);

    /// <summary>The rectangles, ordered by run and services.</summary>
    /// <param name="values">The service set of each run, 0 for none.</param>
    public List<CoverRectangle> Find(ReadOnlySpan<int> values)
    {
        var rectangles = FindMaximal(values);
        rectangles.RemoveAll(IsRedundant);
        rectangles.Sort(static (left, right) => Order(
            left.FirstRun, right.FirstRun, left.LastRun, right.LastRun, left.Services.Start, right.Services.Start));
        return rectangles;
    }

    /// <summary>The order of the first pair of numbers that differ.</summary>
    private static int Order(int left1, int right1, int left2, int right2, int left3, int right3) =>
        left1 != right1 ? left1.CompareTo(right1) : left2 != right2 ? left2.CompareTo(right2) : left3.CompareTo(right3);

    /// <summary>
    /// Every maximal rectangle that has the full width of a range in some run: each range of each run, extended over the neighbouring
    /// runs that hold it too. Together they cover the plane, since every service of a run lies in one of its ranges.
    /// </summary>
    private List<CoverRectangle> FindMaximal(ReadOnlySpan<int> values)
    {
        var rectangles = new List<CoverRectangle>();
        // The rectangle that each sweep met last among those with these services, which do not touch each other.
        var met = new Dictionary<ServiceRange, CoverRectangle?>();
        Sweep(values, isForward: true, rectangles, met);
        Sweep(values, isForward: false, rectangles, met);
        return rectangles;
    }

    /// <summary>Finds the rectangles and where each one ends or, on the way back, where each one begins.</summary>
    /// <remarks>
    /// The rectangles that reach the current run are open. None of them overlaps another partly: of two that do, the later one would not
    /// be a range of its own where it was found. So they are a forest, in which those within a rectangle are older, and the outermost
    /// ones are the ranges of the run.
    /// </remarks>
    private void Sweep(
        ReadOnlySpan<int> values, bool isForward, List<CoverRectangle> rectangles, Dictionary<ServiceRange, CoverRectangle?> met)
    {
        var current = 0;
        for (var step = 0; step < values.Length; step++)
        {
            var run = isForward ? step : values.Length - 1 - step;
            var next = values[run];
            ServiceRange part;
            // Where the next set lacks a service, the outermost rectangle closes. Those within it become outermost and may close too.
            for (int from = 0, at; (at = _pool.FirstBeyond(current, next, from)) >= 0; from = part.Start)
            {
                part = _pool.PartAt(current, at);
                var rectangle = met[part]!;
                current = _pool.ExclusiveOr(current, _pool.SetOf(part));
                if (isForward)
                {
                    rectangle.LastRun = run - 1;
                    current = _pool.ExclusiveOr(current, rectangle.WithinBefore);
                }
                else
                {
                    rectangle.FirstRun = run + 1;
                    met[part] = rectangle.Earlier;
                    current = _pool.ExclusiveOr(current, rectangle.WithinAfter);
                }
            }

            // Where the next set has a service more, a range of it opens. What is open within it stays open.
            for (int from = 0, at; (at = _pool.FirstBeyond(next, current, from)) >= 0; from = part.End)
            {
                part = _pool.PartAt(next, at);
                met.TryGetValue(part, out var rectangle);
                if (isForward)
                {
                    var within = _pool.Within(current, part);
                    met[part] = rectangle = new(part, rectangle) { LastRun = values.Length - 1, WithinBefore = within };
                    rectangles.Add(rectangle);
                }
                else
                {
                    rectangle!.WithinAfter = _pool.Within(current, part);
                }
            }

            current = next;
        }
    }

    /// <summary>Whether other rectangles cover one in all of its runs.</summary>
    /// <remarks>
    /// In a run in which it cannot be extended, only smaller ones can. They are held wherever it is, so what covers it there covers it in
    /// all of its runs. Smaller ones that are redundant are covered by still smaller ones, so the order of removal does not matter.
    /// </remarks>
    private bool IsRedundant(CoverRectangle rectangle) =>
        rectangle.WithinBefore != 0
        && rectangle.WithinAfter != 0
        && _pool.FirstBeyond(
            _pool.ExclusiveOr(_pool.SetOf(rectangle.Services), rectangle.WithinBefore), rectangle.WithinAfter, from: 0) < 0;
}
