using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)])]
public sealed class PrefixSetTests
{
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

        Assert.Equal(b.Except(a).IsEmpty, a.IsSupersetOf(b));
        Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
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
        Assert.Equal(set, PrefixSet.From(set.ToPrefixes()));
        Assert.Equal(PrefixSet.All, set.Union(PrefixSet.All.Except(set)));
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

    [Fact]
    public void Prefixes_next_to_each_other_become_one() => Assert.Equal(
        ["10.0.0.0/23", "2001:db8::/31"],
        PrefixSet.From(new[] { "10.0.1.0/24", "2001:db9::/32", "10.0.0.0/24", "2001:db8::/32", "10.0.0.128/25" }.Select(Prefix.Parse)).ToPrefixes().Select(prefix => prefix.ToString()));
}
