using System.Globalization;
using Starface.Policy.Flows;

namespace Starface.Benchmarks;

/// <summary>Redundancy and conflicts over many requirements of two prefixes each, beside sorting their ends and beside a check of all pairs.</summary>
internal sealed class ReviewSuite : ISuite
{
    private readonly List<Figure> _figures = [];

    public string Name => "review";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        output.WriteLine("Redundancy (unions count) and conflicts over requirements of two prefixes each, a tenth of them of no use; every third is taken to deny for the conflicts.");
        var table = new Table("requirements", "sort ms", "redundancy ms", "conflicts ms", "both MiB", "redundant", "by pairs ms", "found by pairs");
        var before = (Size: 0, Time: 0.0);
        foreach (var size in new[] { 1_000, 5_000, 20_000 })
        {
            var items = Items(size, 1);
            var rectangles = items.SelectMany(item => item).ToArray();
            FlowRange[][] allowed = [.. items.Where((_, index) => index % 3 != 0)];
            FlowRange[][] denied = [.. items.Where((_, index) => index % 3 == 0)];
            var sort = Measurement.Of(() => FlowSuite.SortEnds(rectangles));
            var redundancy = Measurement.Of(() => FlowReview.Redundant(items));
            var conflicts = Measurement.Of(() => FlowReview.Conflicts(allowed, denied));
            // All pairs of 20,000 take minutes and say no more.
            var pairs = size <= 5_000 ? Measurement.Once(() => RedundantByPairs(items)) : null;
            var time = redundancy.Milliseconds + conflicts.Milliseconds;
            table.Add(
                size.ToString("N0", CultureInfo.InvariantCulture),
                Number(sort.Milliseconds),
                Number(redundancy.Milliseconds),
                Number(conflicts.Milliseconds),
                Number(redundancy.Mebibytes + conflicts.Mebibytes),
                FlowReview.Redundant(items).Count.ToString("N0", CultureInfo.InvariantCulture),
                pairs is null ? "" : Number(pairs.Milliseconds),
                pairs is null ? "" : RedundantByPairs(items).ToString("N0", CultureInfo.InvariantCulture));
            _figures.Add(new Figure(string.Create(CultureInfo.InvariantCulture, $"redundancy and conflicts, {size:N0} requirements"), time, "ms")
            {
                Floor = ("sort of the ends", sort.Milliseconds),
                Peer = pairs is null ? null : ("redundancy by pairs, misses unions", pairs.Milliseconds),
                Goal = size == 5_000 ? "300 ms, 100 MiB" : "",
                Mebibytes = redundancy.Mebibytes + conflicts.Mebibytes,
                Growth = before.Size == 0 ? null : Math.Log(time / before.Time) / Math.Log((double)size / before.Size),
            });
            before = (size, time);
        }

        table.Write(output);
        output.WriteLine();
    }

    /// <summary>Requirements as large policies have them; every tenth lies within one before it, or within the union of two.</summary>
    private static FlowRange[][] Items(int count, int seed)
    {
        var random = new Random(seed);
        var ranges = FlowInputs.Policy(count * 2, seed, AddressFamily.IPv4);
        var items = new FlowRange[count][];
        for (var i = 0; i < count; i++)
        {
            var (first, second) = (ranges[2 * i], ranges[(2 * i) + 1]);
            items[i] = [first, new FlowRange(first.Direction, first.Protocols, second.Remote, first.Ports)];
            if (i % 10 == 9) items[i] = Covered(items[random.Next(i)], items[random.Next(i)], unionOfTwo: i % 20 == 19);
        }

        return items;
    }

    /// <summary>A rectangle of each of two items, or both rectangles of one.</summary>
    private static FlowRange[] Covered(FlowRange[] one, FlowRange[] other, bool unionOfTwo) => unionOfTwo ? [one[0], other[1]] : [one[0], one[1]];

    /// <summary>What a check of all pairs finds: items that one other item before them, or a wider one, covers alone.</summary>
    private static int RedundantByPairs(FlowRange[][] items)
    {
        var count = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var own = items[i];
            for (var j = 0; j < items.Length; j++)
            {
                if (i == j || !own.All(range => Array.Exists(items[j], other => other.Contains(range)))) continue;
                count++;
                break;
            }
        }

        return count;
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
