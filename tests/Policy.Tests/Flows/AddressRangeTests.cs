using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 300)]
public sealed class AddressRangeTests
{
    [Fact]
    public void Every_range_of_32_addresses_gets_the_fewest_prefixes()
    {
        Address[] starts =
        [
            Address.Min(AddressFamily.IPv4),
            Prefix.From(Address.Max(AddressFamily.IPv4), 27).First,
            Address.Parse("2001:db8::"),
            Prefix.From(Address.Max(AddressFamily.IPv6), 123).First,
        ];
        foreach (var start in starts)
        {
            for (var first = 0; first < 32; first++)
            {
                for (var last = first; last < 32; last++)
                {
                    var range = new AddressRange(Offset(start, first), Offset(start, last));

                    var prefixes = range.ToPrefixes();

                    Assert.Equal(FewestBlocks(first, last), prefixes.Count);
                    Assert.Equal(range.First, prefixes[0].First);
                    Assert.Equal(range.Last, prefixes[^1].Last);
                    for (var i = 1; i < prefixes.Count; i++)
                        Assert.True(prefixes[i - 1].Last.TryNext(out var next) && next == prefixes[i].First);
                }
            }
        }
    }

    [Theory]
    [InlineData("0.0.0.1-255.255.255.254", 62)]
    [InlineData("::1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", 254)]
    [InlineData("0.0.0.0-255.255.255.255", 1)]
    [InlineData("::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1)]
    [InlineData("::ffff:ffff:ffff:ffff-0:0:0:1::", 2)]
    public void Wide_ranges_get_as_many_prefixes_as_they_need(string text, int count) =>
        Assert.Equal(count, AddressRange.Parse(text).ToPrefixes().Count);

    [Property]
    public void Ranges_survive_printing_and_parsing(AddressRange range)
    {
        Assert.Equal(range, AddressRange.Parse(range.ToString()));
        Assert.Equal(range.ToPrefixes().Count == 1, range.TryToPrefix(out _));
    }

    [Property]
    public void Containment_and_overlap_are_those_of_the_addresses(AddressRange left, AddressRange right)
    {
        var universe = Universe.IPv4.Concat(Universe.IPv6).ToArray();

        Assert.Equal(universe.Any(address => left.Contains(address) && right.Contains(address)), left.Overlaps(right));
        Assert.Equal(universe.All(address => left.Contains(address) || !right.Contains(address)), left.Contains(right));
    }

    [Theory]
    [InlineData("10.0.0.2-10.0.0.5", true, true)]
    [InlineData("10.0.0.2-10.0.0.3", true, true)]
    [InlineData("10.0.0.4-10.0.0.5", true, true)]
    [InlineData("10.0.0.1-10.0.0.3", false, true)]
    [InlineData("10.0.0.4-10.0.0.6", false, true)]
    [InlineData("10.0.0.1-10.0.0.6", false, true)]
    [InlineData("10.0.0.1-10.0.0.2", false, true)]
    [InlineData("10.0.0.5-10.0.0.6", false, true)]
    [InlineData("10.0.0.1", false, false)]
    [InlineData("10.0.0.6", false, false)]
    [InlineData("::/0", false, false)]
    public void Ends_belong_to_a_range(string other, bool isInside, bool overlaps)
    {
        var range = AddressRange.Parse("10.0.0.2-10.0.0.5");

        Assert.Equal((isInside, overlaps), (range.Contains(AddressRange.Parse(other)), range.Overlaps(AddressRange.Parse(other))));
    }

    [Fact]
    public void A_range_may_end_where_it_begins() => Assert.Equal("10.0.0.1/32", AddressRange.Parse("10.0.0.1-10.0.0.1").ToString());

    [Theory]
    [InlineData("", "The prefix is empty.")]
    [InlineData(null, "The prefix is empty.")]
    [InlineData("10.0.0.9-10.0.0.1", "write '10.0.0.1-10.0.0.9'")]
    [InlineData("10.0.0.1-::1", "mixes IPv4 and IPv6")]
    [InlineData("10.0.0.1-", "The address is empty.")]
    [InlineData("-10.0.0.1", "The address is empty.")]
    [InlineData("10.0.0.1-10.0.0.2-10.0.0.3", "'10.0.0.2-10.0.0.3'")]
    [InlineData("10.0.0.0/24-10.0.1.0/24", "'10.0.0.0/24'")]
    [InlineData("10.0.0.5/24", "bits set")]
    public void Invalid_ranges_are_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(AddressRange.TryParse(text, out _, out var actual));
        Assert.Contains(reason, actual.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Inverted_and_mixed_ranges_cannot_exist()
    {
        Assert.Throws<ArgumentException>(() => new AddressRange(Address.Parse("10.0.0.2"), Address.Parse("10.0.0.1")));
        Assert.Throws<ArgumentException>(() => new AddressRange(Address.Parse("10.0.0.2"), Address.Parse("::1")));
    }

    [Fact]
    public void Any_holds_every_address_of_its_family_only()
    {
        var any = AddressRange.Any(AddressFamily.IPv6);

        Assert.True(any.IsAny);
        Assert.Equal(System.Numerics.BigInteger.Pow(2, 128), any.Count);
        Assert.Equal("::/0", any.ToString());
        Assert.False(any.Contains(Address.Parse("10.0.0.1")));
    }

    /// <summary>The smallest number of aligned blocks that are exactly the numbers from first to last, found by trying all.</summary>
    private static int FewestBlocks(int first, int last)
    {
        var fewest = new int[last + 2];
        for (var start = last; start >= first; start--)
        {
            fewest[start] = int.MaxValue;
            for (var size = 1; start % size == 0 && start + size <= last + 1 && size <= 32; size *= 2)
                fewest[start] = Math.Min(fewest[start], 1 + fewest[start + size]);
        }

        return fewest[first];
    }

    private static Address Offset(Address start, int offset) => start.Family == AddressFamily.IPv4
        ? Address.FromIPv4((uint)start.Low + (uint)offset)
        : Address.FromIPv6(start.High, start.Low + (uint)offset);
}
