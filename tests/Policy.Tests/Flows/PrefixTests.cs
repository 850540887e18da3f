using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 500)]
public sealed class PrefixTests
{
    [Property]
    public void Prefixes_survive_printing_and_parsing(Prefix prefix) => Assert.Equal(prefix, Prefix.Parse(prefix.ToString()));

    [Property]
    public void A_prefix_holds_an_address_when_its_first_bits_are_equal(Prefix prefix, Address address)
    {
        var isInside = prefix.Family == address.Family && Prefix.From(address, prefix.Length) == prefix;

        Assert.Equal(isInside, prefix.Contains(address));
        Assert.Equal(isInside, prefix.First <= address && address <= prefix.Last);
        Assert.True(prefix.Contains(prefix.First) && prefix.Contains(prefix.Last));
    }

    [Property]
    public void Prefixes_nest_or_are_apart(Address address, byte first, byte second, Prefix other)
    {
        var width = Address.WidthOf(address.Family) + 1;
        var left = Prefix.From(address, first % width);
        var right = Prefix.From(address, second % width);

        Assert.True(left.Overlaps(right));
        Assert.Equal(left.Length <= right.Length, left.Contains(right));
        Assert.Equal(AddressRange.FromPrefix(left).Overlaps(AddressRange.FromPrefix(other)), left.Overlaps(other));
        Assert.Equal(AddressRange.FromPrefix(left).Contains(AddressRange.FromPrefix(other)), left.Contains(other));
    }

    [Fact]
    public void A_prefix_holds_itself_and_what_is_longer()
    {
        var prefix = Prefix.Parse("10.0.0.0/8");

        Assert.True(prefix.Contains(prefix));
        Assert.True(prefix.Contains(Prefix.Parse("10.0.0.0/9")));
        Assert.False(prefix.Contains(Prefix.Parse("10.0.0.0/7")));
    }

    [Property]
    public void A_prefix_is_its_range(Prefix prefix)
    {
        var range = AddressRange.FromPrefix(prefix);

        Assert.Equal([prefix], range.ToPrefixes());
        Assert.True(range.TryToPrefix(out var back));
        Assert.Equal(prefix, back);
        Assert.Equal(prefix.ToString(), range.ToString());
        Assert.Equal(System.Numerics.BigInteger.Pow(2, Address.WidthOf(prefix.Family) - prefix.Length), range.Count);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7/32")]
    [InlineData("2001:DB8::1", "2001:db8::1/128")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::/0", "::/0")]
    [InlineData("2001:db8:0:0::/64", "2001:db8::/64")]
    [InlineData("::ffff:203.0.113.0/120", "::ffff:203.0.113.0/120")]
    public void Prefixes_print_canonically(string text, string expected) => Assert.Equal(expected, Prefix.Parse(text).ToString());

    [Theory]
    [InlineData(null, "empty", null)]
    [InlineData("", "empty", null)]
    [InlineData("/", "no address before the slash", null)]
    [InlineData("/24", "no address before the slash", null)]
    [InlineData("203.0.113/24", "four numbers", null)]
    [InlineData("license.starface.de", "four numbers", null)]
    [InlineData("1:2/64", "2 groups", null)]
    [InlineData(" ", "white space", null)]
    [InlineData(" 203.0.113.0/24", "white space", "203.0.113.0/24")]
    [InlineData("203.0.113.0/24\r", "white space", "203.0.113.0/24")]
    [InlineData("203.0.113.0 /24", "white space", null)]
    [InlineData("203.0.113.0/ 24", "white space", null)]
    [InlineData("203.0.113.00/24", "'00'", null)]
    [InlineData("203.0.113.0/024", "'024'", null)]
    [InlineData("203.0.113.0/033", "'033'", null)]
    [InlineData("203.0.300.0/24", "'300'", null)]
    [InlineData("fe80::1%eth0/64", "zone id", null)]
    [InlineData("fe80::%eth0", "zone id", null)]
    [InlineData("203.0.113.7:443", "port", null)]
    [InlineData("[2001:db8::]/32", "brackets", null)]
    [InlineData("203.0.113.0/", "no length", null)]
    [InlineData("203.0.113.0/33", "from 0 to 32", null)]
    [InlineData("2001:db8::/129", "from 0 to 128", null)]
    [InlineData("203.0.113.0/-1", "'-1'", null)]
    [InlineData("203.0.113.0/+24", "'+24'", null)]
    [InlineData("203.0.113.0/x", "'x'", null)]
    [InlineData("203.0.113.0/99999999999999", "from 0 to 32", null)]
    [InlineData("203.0.113.0/255.255.255.0", "'255.255.255.0'", null)]
    [InlineData("1.2.3.4/24/5", "'24/5'", null)]
    [InlineData("203.0.113.5/24", "write '203.0.113.0/24' for the network or '203.0.113.5/32'", "203.0.113.0/24")]
    [InlineData("0.0.0.1/0", "0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:db8::1/64", "write '2001:db8::/64'", "2001:db8::/64")]
    [InlineData("2001:db8:8000::/32", "2001:db8::/32", "2001:db8::/32")]
    public void What_is_not_a_prefix_is_refused_with_a_message_and_a_replacement(string? text, string message, string? replacement)
    {
        Assert.False(Prefix.TryParse(text, out var prefix, out var problem));
        Assert.Equal(default, prefix);
        Assert.Contains(message, problem.Describe(), StringComparison.Ordinal);
        Assert.Equal(replacement, problem.Replacement);
        Assert.Equal(problem.Describe(), Assert.Throws<FormatException>(() => Prefix.Parse(text!)).Message);
        if (replacement is not null)
            Assert.True(Prefix.TryParse(replacement, out _, out _));
    }

    [Fact]
    public void The_default_is_every_IPv4_address()
    {
        Assert.Equal(Prefix.Any(AddressFamily.IPv4), default);
        Assert.True(default(Prefix).IsAny);
        Assert.Equal("0.0.0.0/0", default(Prefix).ToString());
    }

    [Fact]
    public void Prefixes_are_ordered_by_family_network_and_length() => Assert.Equal(
        ["0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/16", "10.1.0.0/16", "::/0", "2001:db8::/32"],
        new[] { "2001:db8::/32", "10.1.0.0/16", "::/0", "10.0.0.0/16", "0.0.0.0/0", "10.0.0.0/8" }
            .Select(Prefix.Parse).Order().Select(prefix => prefix.ToString()));

    [Theory]
    [InlineData("203.0.113.5", 24, "203.0.113.0/24")]
    [InlineData("255.255.255.255", 0, "0.0.0.0/0")]
    [InlineData("2001:db8:0:ffff:1:2:3:4", 64, "2001:db8:0:ffff::/64")]
    [InlineData("2001:db8:ffff::1", 33, "2001:db8:8000::/33")]
    public void From_drops_the_host_bits(string address, int length, string expected) =>
        Assert.Equal(expected, Prefix.From(Address.Parse(address), length).ToString());

    [Theory]
    [InlineData("203.0.113.5", 33)]
    [InlineData("203.0.113.5", -1)]
    [InlineData("::", 129)]
    public void From_refuses_invalid_lengths(string address, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Prefix.From(Address.Parse(address), length));
}
