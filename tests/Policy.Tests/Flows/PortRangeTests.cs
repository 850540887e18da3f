using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)])]
public sealed class PortRangeTests
{
    [Property]
    public void Ranges_survive_printing_and_parsing(PortRange range) => Assert.Equal(range, PortRange.Parse(range.ToString()));

    [Property]
    public void Containment_and_overlap_are_those_of_the_ports(PortRange left, PortRange right)
    {
        Assert.Equal(Universe.Ports.Any(port => left.Contains(port) && right.Contains(port)), left.Overlaps(right));
        Assert.Equal(Universe.Ports.All(port => left.Contains(port) || !right.Contains(port)), left.Contains(right));
    }

    [Theory]
    [InlineData(null, "The port is empty.")]
    [InlineData("", "The port is empty.")]
    [InlineData("-", "where a number")]
    [InlineData("80-", "has no port on one side")]
    [InlineData("-80", "where a number")]
    [InlineData("080", "leading zero")]
    [InlineData("80-0443", "leading zero")]
    [InlineData("65536", "from 0 to 65535")]
    [InlineData("4294967376", "from 0 to 65535")]
    [InlineData("99999999999999999999999999", "from 0 to 65535")]
    [InlineData("20000-10000", "write '10000-20000'")]
    [InlineData("1-2-3", "'2-3'")]
    [InlineData(" 80", "where a number")]
    [InlineData("80 - 90", "where a number")]
    [InlineData("http", "where a number")]
    [InlineData("*", "where a number")]
    [InlineData("+80", "where a number")]
    public void Invalid_ports_are_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(PortRange.TryParse(text, out _, out var actual));
        Assert.Contains(reason, actual.Describe(), StringComparison.Ordinal);
        Assert.Equal(actual.Describe(), Assert.Throws<FormatException>(() => PortRange.Parse(text!)).Message);
    }

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(0, 65536)]
    [InlineData(2, 1)]
    public void Invalid_ranges_cannot_be_created(int from, int to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PortRange(from, to));

    [Theory]
    [InlineData(-1, -1, 0, 65535)]
    [InlineData(0, -1, 0, 255)]
    [InlineData(8, -1, 2048, 2303)]
    [InlineData(8, 0, 2048, 2048)]
    [InlineData(255, 255, 65535, 65535)]
    public void Icmp_messages_are_ports_and_back(int type, int code, int from, int to)
    {
        var range = PortRange.ForIcmp(type, code);

        Assert.Equal(new PortRange(from, to), range);
        Assert.True(range.TryGetIcmp(out var actualType, out var actualCode));
        Assert.Equal((type, code), (actualType, actualCode));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2048, 2304)]
    [InlineData(2047, 2303)]
    [InlineData(0, 511)]
    [InlineData(1, 65535)]
    public void Ranges_that_are_not_one_message_or_type_have_no_type(int from, int to) =>
        Assert.False(new PortRange(from, to).TryGetIcmp(out _, out _));

    [Theory]
    [InlineData(-2, -1)]
    [InlineData(256, -1)]
    [InlineData(8, 256)]
    [InlineData(8, -2)]
    [InlineData(-1, 0)]
    public void Messages_that_do_not_exist_are_refused(int type, int code) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PortRange.ForIcmp(type, code));
}
