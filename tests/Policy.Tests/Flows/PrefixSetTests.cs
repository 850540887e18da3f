using FsCheck.Xunit;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)])]
public sealed class PrefixSetTests
{
    private static readonly PrefixSet All = PrefixSet.From(Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6));

    [Property]
    public void Operations_are_those_of_the_addresses(AddressRange[] left, AddressRange[] right)
    {
        var (a, b) = (PrefixSet.FromRanges(left), PrefixSet.FromRanges(right));
        foreach (var address in Universe.IPv4.Concat(Universe.IPv6))
        {
            var (inA, inB) = (left.Any(range => range.Contains(address)), right.Any(range => range.Contains(address)));
            Assert.Equal(inA, a.Contains(address));
            Assert.Equal(inA || inB, a.Union(b).Contains(address));
            Assert.Equal(inA && inB, a.Intersect(b).Contains(address));
            Assert.Equal(inA && !inB, a.Except(b).Contains(address));
        }

        Assert.Equal(a.Count + b.Count, a.Union(b).Count + a.Intersect(b).Count);
    }

    [Property]
    public void The_form_does_not_depend_on_the_input(AddressRange[] ranges)
    {
        var set = PrefixSet.FromRanges(ranges);
        var ofPrefixes = PrefixSet.From(ranges.Reverse().SelectMany(range => range.ToPrefixes()));

        Assert.Equal(set, ofPrefixes);
        Assert.Equal(set.GetHashCode(), ofPrefixes.GetHashCode());
        Assert.Equal(set, PrefixSet.FromRanges(set.Ranges));
        Assert.Equal(set, PrefixSet.From(set.Ranges.SelectMany(range => range.ToPrefixes())));
        Assert.Equal(All, set.Union(All.Except(set)));
        Assert.All(set.Ranges.Zip(set.Ranges.Skip(1)), pair =>
            Assert.True(pair.First.Family != pair.Second.Family || (pair.First.Last.TryNext(out var next) && next < pair.Second.First)));
    }

    [Property]
    public void A_range_is_contained_when_all_its_addresses_are(AddressRange[] ranges, AddressRange range)
    {
        var set = PrefixSet.FromRanges(ranges);
        var addresses = Universe.IPv4.Concat(Universe.IPv6).Where(range.Contains);

        Assert.Equal(addresses.All(address => ranges.Any(other => other.Contains(address))), set.Contains(range));
        Assert.True(set.Ranges.All(set.Contains));
    }

    [Theory]
    [InlineData("10.0.0.0/24", "10.0.2.0/24", "10.0.0.9-10.0.1.0")]
    [InlineData("10.0.0.0/24", "10.0.2.0/24", "10.0.0.9-10.0.2.9")]
    [InlineData("2001:db8::/64", "2001:db8:0:2::/64", "2001:db8::9-2001:db8:0:1::")]
    [InlineData("2001:db8::/64", "2001:db8:0:2::/64", "2001:db8::9-2001:db8:0:2::9")]
    public void A_range_across_a_gap_is_not_contained(string first, string second, string range)
    {
        var set = PrefixSet.From(Prefix.Parse(first), Prefix.Parse(second));

        Assert.False(set.Contains(AddressRange.Parse(range)));
        Assert.True(set.Contains(AddressRange.FromAddress(AddressRange.Parse(range).First)));
    }

    [Fact]
    public void A_set_counts_its_addresses() => Assert.Equal(
        (System.Numerics.BigInteger.One << 96) + 257,
        PrefixSet.From(new[] { "10.0.0.0/24", "192.0.2.1/32", "2001:db8::/32" }.Select(Prefix.Parse)).Count);

    [Fact]
    public void Sets_that_differ_in_one_family_differ()
    {
        PrefixSet?[] sets =
        [
            null, PrefixSet.Empty, PrefixSet.From(Prefix.Parse("10.0.0.0/8")), PrefixSet.From(Prefix.Parse("2001:db8::/32")),
            PrefixSet.From(Prefix.Parse("10.0.0.0/8"), Prefix.Parse("2001:db8::/32")),
            PrefixSet.From(Prefix.Parse("11.0.0.0/8"), Prefix.Parse("2001:db8::/32")),
        ];

        for (var i = 1; i < sets.Length; i++)
        {
            for (var j = 0; j < sets.Length; j++)
                Assert.Equal((i == j, i == j), (sets[i]!.Equals(sets[j]), sets[i]!.Equals((object?)sets[j])));
        }
    }

    [Fact]
    public void Prefixes_next_to_each_other_become_one() => Assert.Equal(
        ["10.0.0.0/23", "2001:db8::/31"],
        PrefixSet.From(new[] { "10.0.1.0/24", "2001:db9::/32", "10.0.0.0/24", "2001:db8::/32", "10.0.0.128/25" }.Select(Prefix.Parse))
            .Ranges.Select(range => range.ToString()));
}
