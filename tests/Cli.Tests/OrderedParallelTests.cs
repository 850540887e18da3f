using Starface.Cli.Selection;

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
