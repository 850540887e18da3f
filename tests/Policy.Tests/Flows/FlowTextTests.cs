using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 500)]
public sealed class FlowTextTests
{
    [Property]
    public void Rectangles_survive_printing_and_parsing(Box box) => Assert.Equal(box.ToRange(), FlowRange.Parse(box.ToRange().ToString()));

    [Fact]
    public void Flows_survive_printing_and_parsing()
    {
        foreach (var flow in Universe.Flows)
            Assert.Equal(flow, Flow.Parse(flow.ToString()));
    }

    [Fact]
    public void Every_range_of_messages_survives_printing_and_parsing()
    {
        int[] ends = [0, 1, 255, 256, 257, 511, 512, 2048, 2049, 2303, 65279, 65280, 65534, 65535];
        foreach (var from in ends)
        {
            foreach (var to in ends.Where(to => to >= from))
            {
                var range = new FlowRange(Direction.Inbound, Protocol.Icmp, Prefix.Any(AddressFamily.IPv4), new(from, to));
                Assert.Equal(range, FlowRange.Parse(range.ToString()));
            }
        }
    }

    [Fact]
    public void The_longest_rectangles_have_room()
    {
        const string LongestRange = "1111:2222:3333:4444:5555:6666:7777:8888-aaaa:bbbb:cccc:dddd:eeee:ffff:abcd:ef09";
        var group = "group:" + new string('g', 5_000);
        foreach (var remote in new[] { LongestRange, group })
        {
            string[] texts =
            [
                $"outbound icmpv6 {remote} type 100 code 101 to type 253 code 254",
                $"outbound tcp {remote} 10000-65535",
                $"outbound 132-254 {remote}",
            ];
            foreach (var text in texts)
                Assert.Equal(text, FlowRange.Parse(text).ToString());
        }

        Assert.Equal($"outbound udp {group} 65535", Flow.Parse($"outbound udp {group} 65535").ToString());
    }

    [Theory]
    [InlineData("inbound tcp 203.0.113.0/24 443", "inbound tcp 203.0.113.0/24 443")]
    [InlineData("inbound 6 203.0.113.7 443-443", "inbound tcp 203.0.113.7/32 443")]
    [InlineData("outbound udp any-v4 1025-65535", "outbound udp 0.0.0.0/0 1025-65535")]
    [InlineData("outbound udp 10.0.0.1-10.0.0.6 0-65535", "outbound udp 10.0.0.1-10.0.0.6 0-65535")]
    [InlineData("outbound udp 10.0.0.4-10.0.0.7 5060", "outbound udp 10.0.0.4/30 5060")]
    [InlineData("inbound icmp any-v4 type 8 code 0", "inbound icmp 0.0.0.0/0 type 8 code 0")]
    [InlineData("inbound icmp any-v4 type all", "inbound icmp 0.0.0.0/0 type all")]
    [InlineData("inbound icmpv6 any-v6 type 128-129", "inbound icmpv6 ::/0 type 128-129")]
    [InlineData("inbound icmpv6 any-v6 type 1 code 3-4", "inbound icmpv6 ::/0 type 1 code 3-4")]
    [InlineData("inbound icmp any-v4 type 3 code 4 to type 5 code 6", "inbound icmp 0.0.0.0/0 type 3 code 4 to type 5 code 6")]
    [InlineData("inbound all ::/0", "inbound all ::/0")]
    [InlineData("inbound 0-255 ::/0", "inbound all ::/0")]
    [InlineData("inbound 47 ::/0", "inbound 47 ::/0")]
    [InlineData("inbound 7-16 ::/0", "inbound 7-16 ::/0")]
    [InlineData("inbound esp ::/0", "inbound esp ::/0")]
    [InlineData("inbound 51 ::/0", "inbound ah ::/0")]
    [InlineData("inbound tcp group:sg-123 443", "inbound tcp group:sg-123 443")]
    [InlineData("inbound all group:Internet", "inbound all group:Internet")]
    public void Rectangles_print_canonically(string text, string expected) => Assert.Equal(expected, FlowRange.Parse(text).ToString());

    [Theory]
    [InlineData(null, "is not a flow")]
    [InlineData("", "is not a flow")]
    [InlineData("inbound tcp", "is not a flow")]
    [InlineData("Inbound tcp 10.0.0.0/8 443", "direction 'Inbound'")]
    [InlineData("both tcp 10.0.0.0/8 443", "direction 'both'")]
    [InlineData("inbound TCP 10.0.0.0/8 443", "'TCP' is not a protocol")]
    [InlineData("inbound sctp 10.0.0.0/8", "'sctp' is not a protocol")]
    [InlineData("inbound -1 10.0.0.0/8", "'-1' is not a protocol")]
    [InlineData("inbound 256 10.0.0.0/8", "from 0 to 255")]
    [InlineData("inbound 06 10.0.0.0/8 443", "leading zero")]
    [InlineData("inbound 9-3 10.0.0.0/8", "inverted")]
    [InlineData("inbound tcp 10.0.0.1/8 443", "bits set")]
    [InlineData("inbound tcp any 443", "'any' is not an address")]
    [InlineData("inbound tcp group: 443", "needs a name")]
    [InlineData("inbound tcp group:a\tb 443", "needs a name")]
    [InlineData("inbound tcp 10.0.0.0/8", "needs one port")]
    [InlineData("inbound tcp 10.0.0.0/8 80 443", "needs one port")]
    [InlineData("inbound tcp 10.0.0.0/8 443-80", "inverted")]
    [InlineData("inbound tcp  10.0.0.0/8 443", "The prefix is empty.")]
    [InlineData("inbound esp 10.0.0.0/8 443", "'esp' has no ports")]
    [InlineData("inbound all 10.0.0.0/8 443", "'all' has no ports")]
    [InlineData("inbound 5-6 10.0.0.0/8 443", "'5-6' has no ports")]
    [InlineData("inbound icmp 10.0.0.0/8", "needs messages")]
    [InlineData("inbound icmp 10.0.0.0/8 8", "needs messages")]
    [InlineData("inbound icmp 10.0.0.0/8 type", "needs messages")]
    [InlineData("inbound icmp 10.0.0.0/8 type 8 code", "needs messages")]
    [InlineData("inbound icmp 10.0.0.0/8 type 8 code 0 more", "needs messages")]
    [InlineData("inbound icmp 10.0.0.0/8 type 256", "from 0 to 255")]
    [InlineData("inbound icmp 10.0.0.0/8 type 8 code 256", "from 0 to 255")]
    [InlineData("inbound icmp 10.0.0.0/8 type 8-9 code 0", "a range where one")]
    [InlineData("inbound icmp 10.0.0.0/8 type 3 code 4 to type 2 code 6", "inverted")]
    [InlineData("inbound icmp 10.0.0.0/8 type 3 code 4 to type 5-6 code 6", "a range where one")]
    [InlineData("inbound icmp 10.0.0.0/8 type 3 code 4-5 to type 5 code 6", "a range where one")]
    [InlineData("inbound icmp 10.0.0.0/8 type 3 code 4 to type 5 code 6-7", "a range where one")]
    public void What_is_no_rectangle_is_refused_with_a_reason(string? text, string reason)
    {
        Assert.False(FlowRange.TryParse(text, out var range, out var actual));
        Assert.Equal(default, range);
        Assert.Contains(reason, actual.Describe(), StringComparison.Ordinal);
        Assert.Equal(actual.Describe(), Assert.Throws<FormatException>(() => FlowRange.Parse(text!)).Message);
    }

    [Theory]
    [InlineData("inbound tcp 10.0.0.0/24 443", "several addresses")]
    [InlineData("inbound tcp 10.0.0.1 443-444", "several ports")]
    [InlineData("inbound icmp 10.0.0.1 type 8", "several messages")]
    [InlineData("inbound all 10.0.0.1", "several protocols")]
    [InlineData("inbound tcp 10.0.0.1", "needs one port")]
    public void What_is_more_than_one_flow_is_refused_with_a_reason(string text, string reason)
    {
        Assert.False(Flow.TryParse(text, out _, out var actual));
        Assert.Contains(reason, actual.Describe(), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Flow.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\0")]
    public void Names_that_would_not_survive_printing_are_refused(string name) =>
        Assert.Throws<ArgumentException>(() => RemoteScope.OfGroup(name));

    [Property]
    public void Containment_and_overlap_of_rectangles_are_those_of_their_flows(Box left, Box right)
    {
        Assert.Equal(Universe.Flows.All(flow => left.Holds(flow) || !right.Holds(flow)), left.ToRange().Contains(right.ToRange()));
        Assert.Equal(Universe.Flows.Any(flow => left.Holds(flow) && right.Holds(flow)), left.ToRange().Overlaps(right.ToRange()));
    }

    [Property]
    public void Rectangles_are_equal_when_they_compare_as_equal(Box left, Box right)
    {
        Assert.Equal(left.ToRange() == right.ToRange(), left.ToRange().CompareTo(right.ToRange()) == 0);
        Assert.Equal(Math.Sign(left.ToRange().CompareTo(right.ToRange())), -Math.Sign(right.ToRange().CompareTo(left.ToRange())));
    }
}
