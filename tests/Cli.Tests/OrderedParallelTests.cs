using Starface.Drift.Fleet;

namespace Starface.Cli.Tests;

public sealed class OrderedParallelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1_000)]
    public void Every_result_comes_once_and_in_order(int items)
    {
        var numbers = Enumerable.Range(0, items).ToArray();

        Assert.Equal(numbers.Select(number => number * 3), OrderedParallel.Select([.. numbers], number => number * 3));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(100)]
    public void What_the_work_throws_is_thrown_where_its_result_is_due(int items)
    {
        var results = OrderedParallel.Select(
            [.. Enumerable.Range(0, items)], number => number < 3 ? number : throw new FormatException($"item {number}"));

        var taken = new List<int>();
        var thrown = Assert.Throws<FormatException>(() =>
        {
            foreach (var number in results) taken.Add(number);
        });

        Assert.Equal("item 3", thrown.Message);
        Assert.Equal([0, 1, 2], taken);
    }

    // What a fleet's plans would take is more than the machine has.
    [Fact]
    public void A_slow_consumer_is_not_handed_everything_at_once()
    {
        const int Items = 100_000;
        var made = 0;
        var ahead = 2 * 16 * Environment.ProcessorCount;
        var results = OrderedParallel.Select([.. Enumerable.Range(0, Items)], number => Interlocked.Increment(ref made));

        var taken = 0;
        foreach (var _ in results)
        {
            taken++;
            Assert.InRange(Volatile.Read(ref made), taken, taken + ahead);
        }

        Assert.Equal(Items, taken);
    }
}
