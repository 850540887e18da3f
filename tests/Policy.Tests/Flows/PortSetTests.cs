using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)])]
public sealed class PortSetTests
{
    [Property]
    public void Operations_are_those_of_the_ports(PortRange[] left, PortRange[] right)
    {
        var (a, b) = (PortSet.Of(left), PortSet.Of(right));
        foreach (var port in Universe.Ports)
        {
            var (inA, inB) = (left.Any(range => range.Contains(port)), right.Any(range => range.Contains(port)));
            Assert.Equal(inA, a.Contains(port));
            Assert.Equal(inA || inB, a.Union(b).Contains(port));
            Assert.Equal(inA && inB, a.Intersect(b).Contains(port));
            Assert.Equal(inA && !inB, a.Except(b).Contains(port));
        }

        Assert.Equal(b.Except(a).IsEmpty, a.IsSupersetOf(b));
        Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
        Assert.Equal(a.Count + b.Count, a.Union(b).Count + a.Intersect(b).Count);
    }

    [Property]
    public void The_form_does_not_depend_on_the_input(PortRange[] ranges)
    {
        var set = PortSet.Of(ranges);
        var oneByOne = PortSet.Of(ranges.Reverse().SelectMany(range => new PortRange[] { new(range.From), new(range.From, range.To) }));

        Assert.Equal(set, oneByOne);
        Assert.Equal(set.GetHashCode(), oneByOne.GetHashCode());
        Assert.All(set.Zip(set.Skip(1)), pair => Assert.True(pair.First.To + 1 < pair.Second.From));
        Assert.All(set, range => Assert.True(set.Contains(range)));
        Assert.Equal(PortSet.All, set.Union(PortSet.All.Except(set)));
        Assert.True(set.Union(PortSet.All).IsAll);
    }

    [Fact]
    public void Touching_ranges_become_one()
    {
        Assert.Equal("80-82", PortSet.Of(new PortRange(81, 82), new PortRange(80)).ToString());
        Assert.Equal("80-90,443", PortSet.Of(new PortRange(443), new PortRange(80, 90), new PortRange(81, 82)).ToString());
    }

    [Fact]
    public void A_gap_is_not_contained() =>
        Assert.False(PortSet.Of(new PortRange(80, 81), new PortRange(83)).Contains(new PortRange(80, 83)));
}
