using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>Hash codes are not stored anywhere, but they are the same in every run, and our hash tables rely on their spread.</summary>
public sealed class HashTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1364076727)]
    [InlineData(1, 0, 301794027)]
    [InlineData(1, 2, 2117216093)]
    [InlineData(2, 1, 232174035)]
    [InlineData(-1, 7, -401847366)]
    [InlineData(2147483647, int.MinValue, 387900469)]
    public void Two_numbers_have_the_same_code_everywhere(int left, int right, int expected) =>
        Assert.Equal(expected, Hash.Combine(left, right));

    [Theory]
    [InlineData(new int[] { }, 0)]
    [InlineData(new int[] { 0 }, 301794027)]
    [InlineData(new int[] { 1 }, 0)]
    [InlineData(new int[] { 1, 2 }, -2065131887)]
    [InlineData(new int[] { 2, 1 }, 301794027)]
    [InlineData(new int[] { 70000, -5, 123456789 }, 2028637674)]
    public void Several_numbers_have_the_same_code_everywhere(int[] values, int expected) =>
        Assert.Equal(expected, Hash.Combine(values));

    [Fact]
    public void Pairs_of_small_numbers_are_spread_over_the_lowest_bits()
    {
        const int Count = 64;

        var slots = Enumerable.Range(0, Count * Count)
            .Select(pair => Hash.Combine(pair / Count, pair % Count) & (Count * Count - 1))
            .Distinct()
            .Count();

        // Random codes would fill 63 of 100 slots.
        Assert.InRange(slots, 0.6 * Count * Count, 0.67 * Count * Count);
    }
}
