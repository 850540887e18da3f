using System.Net;
using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 500)]
public sealed class AddressTests
{
    [Property]
    public void Addresses_survive_printing_and_parsing(Address address) =>
        Assert.Equal(address, Address.Parse(address.ToString()));

    [Property]
    public void Addresses_are_the_ones_the_platform_reads(Address address)
    {
        var bytes = IPAddress.Parse(address.ToString()).GetAddressBytes();
        var number = bytes.Aggregate(UInt128.Zero, (sum, octet) => sum << 8 | octet);

        Assert.Equal(new UInt128(address.High, address.Low), number);
        Assert.Equal(address.Family == AddressFamily.IPv4 ? 4 : 16, bytes.Length);
    }

    [Property]
    public void Next_and_previous_are_inverse(Address address)
    {
        if (address.TryNext(out var next))
        {
            Assert.True(next > address);
            Assert.Equal(address.Bits, next.Bits.Previous());
            Assert.Equal(new UInt128(address.High, address.Low) + 1, new UInt128(next.High, next.Low));
        }

        if (Universe.Previous(address) is { } previous)
            Assert.True(previous < address && previous.TryNext(out var forth) && forth == address);
    }

    [Fact]
    public void Next_carries_from_the_low_to_the_high_half()
    {
        Assert.True(Address.Parse("2001:db8::ffff:ffff:ffff:ffff").TryNext(out var next));
        Assert.Equal("2001:db8:0:1::", next.ToString());
        Assert.Equal("2001:db8::ffff:ffff:ffff:ffff", next.Bits.Previous().ToAddress().ToString());
    }

    [Theory]
    [InlineData(AddressFamily.IPv4, "0.0.0.0", "255.255.255.255")]
    [InlineData(AddressFamily.IPv6, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Nothing_comes_after_the_last_address(AddressFamily family, string first, string last)
    {
        Assert.Equal(first, Address.Min(family).ToString());
        Assert.Equal(last, Address.Max(family).ToString());
        Assert.False(Address.Max(family).TryNext(out _));
    }

    [Fact]
    public void The_default_is_the_first_IPv4_address() => Assert.Equal(Address.Min(AddressFamily.IPv4), default);

    [Fact]
    public void IPv4_comes_before_IPv6() => Assert.True(Address.Max(AddressFamily.IPv4) < Address.Min(AddressFamily.IPv6));

    [Theory]
    [InlineData("2001:0DB8:0:0:0:0:0:1", "2001:db8::1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:0:0:0:0:0:0:0", "1::")]
    [InlineData("0:0:0:0:0:0:0:1", "::1")]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("::ffff:cb00:7107", "::ffff:203.0.113.7")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8")]
    [InlineData("192.0.2.255", "192.0.2.255")]
    [InlineData("A::F", "a::f")]
    public void Addresses_print_as_RFC_5952_writes_them(string text, string expected) =>
        Assert.Equal(expected, Address.Parse(text).ToString());

    [Theory]
    [InlineData(null, "The address is empty.")]
    [InlineData("", "The address is empty.")]
    [InlineData("1.2.3", "'1.2.3' is not an address")]
    [InlineData("1.2.3.4.5", "'1.2.3.4.5' is not an address")]
    [InlineData("example.org", "'example.org' is not an address")]
    [InlineData("1.2.3.", "has '' where a number")]
    [InlineData("1.2.3.x", "has 'x' where a number")]
    [InlineData("1.2.3.+4", "has '+4' where a number")]
    [InlineData("1.2.3.-4", "has '-4' where a number")]
    [InlineData("1.2.3.٤", "where a number")]
    [InlineData("0x1.2.3.4", "has '0x1' where a number")]
    [InlineData("01.2.3.4", "leading zero")]
    [InlineData("1.2.3.00", "leading zero")]
    [InlineData("1.2.3.256", "an octet goes from 0 to 255")]
    [InlineData("1.2.3.99999999999999999999", "an octet goes from 0 to 255")]
    [InlineData(" 1.2.3.4", "white space")]
    [InlineData("1.2.3.4\n", "white space")]
    [InlineData("1.2. 3.4", "white space")]
    [InlineData("1.2.3.4:80", "has a port")]
    [InlineData(".1.2.3:80", "has a port")]
    [InlineData("[2001:db8::1]", "brackets")]
    [InlineData("[2001:db8::1", "brackets")]
    [InlineData("2001:db8::1]", "brackets")]
    [InlineData("]", "brackets")]
    [InlineData("[2001:db8::1]:80", "brackets")]
    [InlineData("fe80::1%eth0", "zone id")]
    [InlineData("fe80::1%", "zone id")]
    [InlineData("%eth0", "zone id")]
    [InlineData("1:2:3:4:5:6:7", "7 groups; IPv6 has eight")]
    [InlineData("1:2:3:4:5:6:7:8:9", "9 groups")]
    [InlineData("1:2:3:4::5:6:7:8", "8 groups beside the '::'")]
    [InlineData("::1:2:3:4:5:6:7:8", "8 groups beside the '::'")]
    [InlineData("1::2::3", "more than one '::'")]
    [InlineData(":::", "more than one '::'")]
    [InlineData(":1:2:3:4:5:6:7", "has '' where one to four")]
    [InlineData("1:2:3:4:5:6:7:", "has '' where one to four")]
    [InlineData("1::2:", "has '' where one to four")]
    [InlineData("12345::", "has '12345' where one to four")]
    [InlineData("g::", "has 'g' where one to four")]
    [InlineData("1g::", "has '1g' where one to four")]
    [InlineData("::1.2.3.4:5", "has '1.2.3.4' where one to four")]
    [InlineData("1.2.3.4::", "has '1.2.3.4' where one to four")]
    [InlineData("::1.2.3", "ends in an invalid IPv4 address")]
    [InlineData("::.1.2.3", "ends in an invalid IPv4 address")]
    [InlineData("::ffff:01.2.3.4", "leading zero")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4", "9 groups")]
    public void Invalid_addresses_are_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(Address.TryParse(text, out var address, out var actual));
        Assert.Equal(default, address);
        Assert.Contains(reason, actual.Describe(), StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Address.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_family_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Address.Min((AddressFamily)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Address.Max((AddressFamily)2));
    }
}
