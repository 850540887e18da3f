using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>
/// Sets in which many rectangles cross, overlap or are within each other: they are what their rectangles say, and the cost is that of the
/// rectangles and not of the places where they meet.
/// </summary>
public sealed class CrossingRangesTests
{
    private const int Few = 40;

    /// <summary>So many that a step for each place where two rectangles meet would take minutes and gigabytes.</summary>
    private const int Many = 20_000;

    public static TheoryData<string> Families => [.. Inputs.Keys];

    private static readonly Dictionary<string, Func<int, IEnumerable<FlowRange>>> Inputs = new()
    {
        // Prefixes with all ports, and ports for everyone.
        ["crossed"] = count => Enumerable.Range(0, count).SelectMany(i => new[] { Range(2 * i, 2 * i, 0, 65535), Everywhere(2 * i) }),
        // The same with another port in each gap, so that no two runs have the same services.
        ["crossed, with different gaps"] = count => Enumerable.Range(0, count).SelectMany(
            i => new[] { Range(2 * i, 2 * i, 0, 65535), Everywhere(2 * i), Range(2 * i + 1, 2 * i + 1, 40_001 + i, 40_001 + i) }),
        ["nested, with a port each"] = count => Enumerable.Range(0, count).Select(i => Range(i, 2 * count - i, 2 * i, 2 * i)),
        ["nested, with fewer and fewer ports"] = count => Enumerable.Range(0, count).Select(i => Range(i, 2 * count - i, i, 65535 - i)),
        ["nested, with more and more ports"] = count => Enumerable.Range(0, count).Select(
            i => Range(i, 2 * count - i, 30_000 - i, 30_000 + i)),
        ["a staircase"] = count => Enumerable.Range(0, count).Select(i => Range(i, i + count, i, i + count)),
        ["overlapping ports, all open at once"] = count => Enumerable.Range(0, count).Select(
            i => Range(i, 2 * count, i * 3 % 60_000, i * 3 % 60_000 + 1000 + i % 2000)),
        ["a checkerboard"] = count =>
            from row in Enumerable.Range(0, (int)Math.Sqrt(count))
            from column in Enumerable.Range(0, (int)Math.Sqrt(count))
            where (row + column) % 2 == 0
            select Range(row, row, column * 10, column * 10 + 9),
        ["corners that others cover"] = count => Enumerable.Range(0, count).SelectMany(i => new[]
        {
            Range(10 * i, 10 * i + 5, 10, 20), Range(10 * i + 3, 10 * i + 8, 15, 30), Range(10 * i + 1, 10 * i + 7, 12, 25),
            Range(10 * i + 4, 10 * i + 9, 5, 16),
        }),
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void Crossing_ranges_are_the_union_of_each_of_them(string family)
    {
        var ranges = Inputs[family](Few).ToArray();

        var expected = ranges.Aggregate(FlowSet.Empty, (set, range) => set.Union(FlowSet.From(range)));

        Assert.Equal(expected, FlowSet.From(ranges));
        Assert.Equal(expected, FlowSet.From(ranges.Reverse()));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Crossing_ranges_are_covered_as_defined(string family)
    {
        var set = FlowSet.From(Inputs[family](Few));

        Assert.Equal(CoverOracle.RangesOf(set), set.Ranges());
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Many_crossing_ranges_are_built_and_listed(string family)
    {
        var set = FlowSet.From(Inputs[family](Many));

        var ranges = set.Ranges();

        Assert.Equal(set, FlowSet.From(ranges));
        if (family == "crossed")
            Assert.Equal(Inputs[family](Many).Order(), ranges);
    }

    [Fact]
    public void Many_crossing_ranges_are_counted() =>
        Assert.Equal((Many * 65536L) + (((1L << 32) - Many) * Many), FlowSet.From(Inputs["crossed"](Many)).Count);

    [Fact]
    public void Random_ranges_are_covered_as_defined()
    {
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var (addresses, ports) = (random.Next(2, 16), random.Next(2, 12));
            var set = FlowSet.From(Enumerable.Range(0, random.Next(1, 30)).Select(_ =>
            {
                var (first, port, protocol) = (random.Next(addresses), random.Next(ports), random.Next(4, 9));
                var (last, lastPort) = (random.Next(first, addresses), random.Next(port, ports));
                // Ports at both ends, so that ranges of neighbouring protocols touch.
                return random.Next(4) switch
                {
                    0 => Range(first, last, 0, 65535, new(protocol, random.Next(protocol, 9))),
                    1 => Range(first, last, 65535 - lastPort, 65535 - port, new(random.Next(5, 8))),
                    _ => Range(first, last, port, lastPort, new(random.Next(5, 8))),
                };
            }));

            Assert.Equal(CoverOracle.RangesOf(set), set.Ranges());
        }
    }

    private static FlowRange Everywhere(int port) =>
        new(Direction.Inbound, Protocol.Tcp, Prefix.Any(AddressFamily.IPv4), new PortRange(port));

    private static FlowRange Range(int first, int last, int from, int to) => Range(first, last, from, to, Protocol.Tcp);

    private static FlowRange Range(int first, int last, int from, int to, ProtocolRange protocols) => new(
        Direction.Inbound,
        protocols,
        new AddressRange(Address.FromIPv4((uint)first), Address.FromIPv4((uint)last)),
        protocols.HasPortsOrMessages ? new PortRange(from, to) : PortRange.All);
}
