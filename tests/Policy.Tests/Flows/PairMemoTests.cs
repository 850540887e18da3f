using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

public sealed class PairMemoTests
{
    [Fact]
    public void Every_pair_is_remembered_with_its_number_and_no_other_pair_is()
    {
        const int Count = 40;
        var memo = new PairMemo();
        for (var left = 1; left <= Count; left++)
        {
            for (var right = 1; right <= Count; right++)
            {
                Assert.False(memo.TryGet(left, right, out _));
                memo.Add(left, right, (left * 1000) + right);
            }
        }

        for (var left = 1; left <= Count; left++)
        {
            for (var right = 1; right <= Count; right++)
            {
                Assert.True(memo.TryGet(left, right, out var value));
                Assert.Equal((left * 1000) + right, value);
            }

            Assert.False(memo.TryGet(left, Count + left, out _));
            Assert.False(memo.TryGet(Count + left, left, out _));
        }
    }
}
