using Starface.Policy.Flows.Services;

namespace Starface.Policy.Tests.Flows;

public sealed class PairCacheTests
{
    [Fact]
    public void Every_pair_is_found_with_its_number_and_no_other_pair_is()
    {
        const int Count = 40;
        var cache = new PairCache();
        for (var left = 1; left <= Count; left++)
        {
            for (var right = 1; right <= Count; right++)
            {
                Assert.False(cache.TryGet(left, right, out _));
                cache.Add(left, right, (left * 1000) + right);
            }
        }

        for (var left = 1; left <= Count; left++)
        {
            for (var right = 1; right <= Count; right++)
            {
                Assert.True(cache.TryGet(left, right, out var value));
                Assert.Equal((left * 1000) + right, value);
            }

            Assert.False(cache.TryGet(left, Count + left, out _));
            Assert.False(cache.TryGet(Count + left, left, out _));
        }
    }
}
