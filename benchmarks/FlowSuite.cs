using System.Globalization;
using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Benchmarks;

/// <summary>The flow sets' operations, beside the floor of sorting the ends of their rectangles.</summary>
internal sealed class FlowSuite : ISuite
{
    private const int PointCount = 10_000;

    private readonly List<Figure> _figures = [];

    public string Name => "flows";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        WriteOperations(output, "IPv4", AddressFamily.IPv4, [1_000, 5_000, 10_000, 100_000, 1_000_000]);
        WriteOperations(output, "IPv6", AddressFamily.IPv6, [1_000, 10_000, 100_000, 1_000_000]);
        WriteComparison(output, [1_000, 10_000, 100_000]);
        WriteDense(output, [1_000, 10_000, 30_000]);
        WriteCrossed(output, [1_000, 2_000, 4_000, 8_000, 16_000]);
    }

    private void WriteOperations(TextWriter output, string family, AddressFamily addressFamily, int[] sizes)
    {
        output.WriteLine($"FlowSet, {family}: prefixes × 300 services. Processor time; in brackets: times the sort floor. Last row: "
            + "growth exponent from the second largest size.");
        var table = new Table(
            "rectangles",
            "sort ms",
            "build ms",
            "union ms",
            "intersect ms",
            "except ms",
            "superset ms",
            "equal ms",
            "point ns",
            "set query µs",
            "build MiB",
            "union MiB");
        var all = new List<double[]>();
        foreach (var size in sizes)
        {
            var inputs = (First: FlowInputs.Policy(size, 1, addressFamily), Second: FlowInputs.Policy(size, 2, addressFamily));
            var (first, second) = (FlowSet.From(inputs.First), FlowSet.From(inputs.Second));
            // Equal contents in other arrays, so that equality has to look at all of them.
            var twin = FlowSet.From(inputs.First.Reverse());
            var points = FlowInputs.Points(inputs.First, PointCount, 3);

            var sort = Measurement.Of(() => SortEnds(inputs.First));
            var build = Measurement.Of(() => FlowSet.From(inputs.First));
            var union = Measurement.Of(() => first.Union(second));
            var intersect = Measurement.Of(() => first.Intersect(second));
            var except = Measurement.Of(() => first.Except(second));
            var superset = Measurement.Of(() => first.IsSupersetOf(twin));
            var equal = Measurement.Of(() => first.Equals(twin));
            var point = Measurement.Of(() => points.Count(first.Contains));
            // A rectangle asked for in the set that was built from it: every run below it has to be looked at.
            var query = Measurement.Of(() => inputs.First.Take(1000).Count(first.Contains));

            double[] times =
            [
                sort.Milliseconds, build.Milliseconds, union.Milliseconds, intersect.Milliseconds, except.Milliseconds,
                superset.Milliseconds, equal.Milliseconds,
            ];
            AddFigures(
                family,
                sizes,
                all,
                times,
                size,
                (build.Mebibytes, union.Mebibytes),
                point.Milliseconds * 1e6 / PointCount,
                query.Milliseconds * 1e3 / Math.Min(1000, size));
            all.Add(times);
            table.Add([
                Number(size, "N0"),
                Number(times[0], "0.00"),
                .. times.Skip(1).Select(time => $"{Number(time, "0.00")} ({Number(time / times[0], "0.0")})"),
                Number(point.Milliseconds * 1e6 / PointCount, "0"),
                Number(query.Milliseconds * 1e3 / Math.Min(1000, size), "0.00"),
                Number(build.Mebibytes, "0.0"),
                Number(union.Mebibytes, "0.0"),
            ]);
        }

        table.Add(
            [
                "growth", .. Enumerable.Range(0, all[0].Length)
                    .Select(column => Number(Exponent(all[^2][column], all[^1][column], sizes[^2], sizes[^1]), "0.00")), "", "", "", "",
            ]);
        table.Write(output);
        output.WriteLine();
    }

    /// <summary>Every operation at every size, with the growth from the size before.</summary>
    private void AddFigures(
        string family,
        int[] sizes,
        List<double[]> earlier,
        double[] times,
        int size,
        (double Build, double Union) mebibytes,
        double pointNanoseconds,
        double queryMicroseconds)
    {
        string[] names = ["sort", "build", "union", "intersect", "except", "superset", "equal"];
        for (var column = 1; column < names.Length; column++)
        {
            var title = string.Create(CultureInfo.InvariantCulture, $"{names[column]}, {size:N0} {family} rectangles");
            _figures.Add(new Figure(title, times[column], "ms")
            {
                Floor = ("sort of the ends", times[0]),
                Goal = "3 times",
                Mebibytes = names[column] switch { "build" => mebibytes.Build, "union" => mebibytes.Union, _ => null },
                Growth = earlier.Count == 0 ? null : Exponent(earlier[^1][column], times[column], sizes[earlier.Count - 1], size),
            });
        }

        _figures.Add(
            new Figure(string.Create(CultureInfo.InvariantCulture, $"point query, {size:N0} {family} rectangles"), pointNanoseconds, "ns")
            {
                Goal = "1,000",
            });
        _figures.Add(
            new Figure(string.Create(CultureInfo.InvariantCulture, $"set query, {size:N0} {family} rectangles"), queryMicroseconds, "µs")
            {
                Goal = "1,000 at 5,000",
            });
    }

    private void WriteComparison(TextWriter output, int[] sizes)
    {
        output.WriteLine("Two policies of so many requirements × 3 prefixes, both families: build both FlowSets and compare them.");
        var table = new Table("requirements", "ms", "growth", "allocated MiB", "rectangles of the difference", "Ranges ms");
        var previous = (Time: 0.0, Size: 0);
        foreach (var size in sizes)
        {
            var (first, second) = (FlowInputs.Requirements(size, 1), FlowInputs.Requirements(size, 1));
            second[^1] = new(second[^1].Direction, second[^1].Protocols, second[^1].Remote, new(65_535));
            var difference = FlowSet.Empty;

            var compare = Measurement.Of(
                () =>
                {
                    var (left, right) = (FlowSet.From(first), FlowSet.From(second));
                    return left.Equals(right) ? FlowSet.Empty : difference = left.Except(right).Union(right.Except(left));
                },
                budgetMilliseconds: 1000);
            var whole = FlowSet.From(first);
            var ranges = Measurement.Of(whole.Ranges);
            table.Add(
                Number(size, "N0"),
                Number(compare.Milliseconds, "0.0"),
                previous.Size == 0 ? "" : Number(Exponent(previous.Time, compare.Milliseconds, previous.Size, size), "0.00"),
                Number(compare.Mebibytes, "0.0"),
                Number(difference.Ranges().Count, "0"),
                Number(ranges.Milliseconds, "0.0"));
            _figures.Add(new Figure(string.Create(CultureInfo.InvariantCulture, $"build and compare two policies, {size:N0} requirements "
                + $"× 3 prefixes"), compare.Milliseconds, "ms")
            {
                Goal = size == 10_000 ? "1,000 ms, 200 MiB" : "",
                Mebibytes = compare.Mebibytes,
                Growth = previous.Size == 0 ? null : Exponent(previous.Time, compare.Milliseconds, previous.Size, size),
            });
            previous = (compare.Milliseconds, size);
        }

        table.Write(output);
        output.WriteLine();
    }

    private void WriteDense(TextWriter output, int[] sizes)
    {
        output.WriteLine("Dense: overlapping prefixes /0 to /16, a port of its own each.");
        var table = new Table("rectangles", "build ms", "growth", "allocated MiB", "union ms");
        var previous = (Time: 0.0, Size: 0);
        foreach (var size in sizes)
        {
            var input = FlowInputs.Dense(size, 1);
            var other = FlowSet.From(FlowInputs.Dense(size, 2));
            var set = FlowSet.From(input);
            var build = Measurement.Of(() => FlowSet.From(input));
            var union = Measurement.Of(() => set.Union(other));
            table.Add(
                Number(size, "N0"),
                Number(build.Milliseconds, "0.0"),
                previous.Size == 0 ? "" : Number(Exponent(previous.Time, build.Milliseconds, previous.Size, size), "0.00"),
                Number(build.Mebibytes, "0.0"),
                Number(union.Milliseconds, "0.0"));
            previous = (build.Milliseconds, size);
        }

        table.Write(output);
        output.WriteLine();
    }

    private void WriteCrossed(TextWriter output, int[] sizes)
    {
        output.WriteLine("Crossed: so many prefixes with all ports, and as many ports for everyone.");
        (string Name, Func<FlowRange[], FlowSet, object> Run)[] operations =
        [
            ("build", (input, _) => FlowSet.From(input)),
            ("Ranges", (_, set) => set.Ranges()),
            ("Count", (_, set) => set.Count),
            ("digest", (_, set) => FlowDigest.From(set)),
        ];
        var table = new Table("prefixes and ports", "operation", "ms", "growth", "allocated MiB");
        foreach (var (name, run) in operations)
        {
            var previous = (Time: 0.0, Size: 0);
            foreach (var size in sizes)
            {
                var input = FlowInputs.Crossed(size);
                var set = FlowSet.From(input);
                var measured = Measurement.Of(() => run(input, set));
                double? growth = previous.Size == 0 ? null : Exponent(previous.Time, measured.Milliseconds, previous.Size, size);
                table.Add(
                    Number(size, "N0"),
                    name,
                    Number(measured.Milliseconds, "0.0"),
                    growth is { } exponent ? Number(exponent, "0.00") : "",
                    Number(measured.Mebibytes, "0.0"));
                _figures.Add(
                    new Figure(
                        string.Create(CultureInfo.InvariantCulture, $"{name}, {size:N0} prefixes with all ports × {size:N0} ports"),
                        measured.Milliseconds,
                        "ms")
                    {
                        Goal = "exponent 1.3",
                        Mebibytes = measured.Mebibytes,
                        Growth = growth,
                    });
                previous = (measured.Milliseconds, size);
            }
        }

        table.Write(output);
        output.WriteLine();
    }

    /// <summary>The floor: the ends of all rectangles as bare numbers, sorted together with the index of their rectangle.</summary>
    internal static object SortEnds(FlowRange[] ranges)
    {
        var indexes = new int[ranges.Length * 2];
        if (ranges[0].Remote.Addresses.Family == AddressFamily.IPv4)
        {
            var keys = new uint[indexes.Length];
            for (var i = 0; i < ranges.Length; i++)
            {
                (keys[2 * i], keys[2 * i + 1]) = ((uint)ranges[i].Remote.Addresses.First.Low, (uint)ranges[i].Remote.Addresses.Last.Low);
                (indexes[2 * i], indexes[2 * i + 1]) = (i, i);
            }

            Array.Sort(keys, indexes);
            return keys;
        }

        var wideKeys = new UInt128[indexes.Length];
        for (var i = 0; i < ranges.Length; i++)
        {
            var addresses = ranges[i].Remote.Addresses;
            (wideKeys[2 * i], wideKeys[2 * i + 1]) = (
                new(addresses.First.High, addresses.First.Low), new(addresses.Last.High, addresses.Last.Low));
            (indexes[2 * i], indexes[2 * i + 1]) = (i, i);
        }

        Array.Sort(wideKeys, indexes);
        return wideKeys;
    }

    private static double Exponent(double earlier, double later, int earlierSize, int laterSize) =>
        Math.Log(later / earlier) / Math.Log((double)laterSize / earlierSize);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
