using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Flows;

public sealed class EventSortTests
{
    public static TheoryData<int, int> Cases
    {
        get
        {
            var cases = new TheoryData<int, int>();
            foreach (var count in new[] { 0, 1, 2, 3, EventSort.Few - 1, EventSort.Few, EventSort.Few + 1, 500, 3_000 })
            {
                foreach (var kind in new[] { 0, 1, 2, 3 })
                    cases.Add(count, kind);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_of_ipv4_are_sorted_and_equal_points_keep_their_order(int count, int kind) =>
        AssertSorted(count, random => new Bits32((uint)Next(random, kind)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_of_ipv6_are_sorted_and_equal_points_keep_their_order(int count, int kind) =>
        AssertSorted(count, random => new Bits128(Next(random, kind), Next(random, 2 - kind)));

    /// <summary>Random bits, few different values, values that differ in one byte, or hosts of few networks.</summary>
    private static ulong Next(Random random, int kind) => kind switch
    {
        0 => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        1 => (ulong)random.Next(3) * 0x0101_0101_0101_0101,
        3 => ((ulong)random.Next(3) * 0x0101_0000_0101_0000) + ((ulong)random.Next(65_536) * 0x0000_0001_0000_0001),
        _ => (ulong)random.Next(256) << 24,
    };

    private static void AssertSorted<TKey>(int count, Func<Random, TKey> next)
        where TKey : struct, IAddressKey<TKey>
    {
        var random = new Random(7);
        // The arrays of a builder have room beyond the last event.
        var points = Enumerable.Range(0, count + 5).Select(_ => next(random)).ToArray();
        var events = Enumerable.Range(0, count + 5).ToArray();
        var expected = Enumerable.Range(0, count).OrderBy(i => points[i]).ToArray();
        var expectedPoints = expected.Select(i => points[i]).ToArray();

        EventSort.Sort(points, events, count);

        Assert.Equal(expected, events.Take(count));
        Assert.Equal(expectedPoints, points.Take(count));
    }
}
