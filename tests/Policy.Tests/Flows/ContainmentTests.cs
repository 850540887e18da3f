using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>Containment and overlap where ends meet, and where only one part differs.</summary>
public sealed class ContainmentTests
{
    [Theory]
    [InlineData("5-9", true)]
    [InlineData("5", true)]
    [InlineData("9", true)]
    [InlineData("4-9", false)]
    [InlineData("5-10", false)]
    [InlineData("4", false)]
    [InlineData("10", false)]
    [InlineData("0-255", false)]
    public void Ends_belong_to_a_range_of_protocols(string other, bool isInside)
    {
        Assert.True(ProtocolRange.TryParse(other, out var protocols, out _));

        Assert.Equal(isInside, new ProtocolRange(5, 9).Contains(protocols));
        if (protocols.IsSingle)
            Assert.Equal(isInside, new ProtocolRange(5, 9).Contains(protocols.First));
    }

    [Theory]
    [InlineData(5, 9, true)]
    [InlineData(5, 5, true)]
    [InlineData(9, 9, true)]
    [InlineData(4, 9, false)]
    [InlineData(5, 10, false)]
    public void Ends_belong_to_a_range_of_ports(int from, int to, bool isInside) =>
        Assert.Equal(isInside, new PortRange(5, 9).Contains(new PortRange(from, to)));

    [Theory]
    [InlineData("inbound tcp 10.0.0.0/8 80-90", true)]
    [InlineData("inbound tcp 10.1.0.0/16 80", true)]
    [InlineData("outbound tcp 10.1.0.0/16 80", false)]
    [InlineData("inbound udp 10.1.0.0/16 80", false)]
    [InlineData("inbound tcp 11.1.0.0/16 80", false)]
    [InlineData("inbound tcp 10.1.0.0/16 91", false)]
    [InlineData("inbound tcp group:a 80", false)]
    [InlineData("outbound udp 11.0.0.0/8 91", false)]
    public void A_rectangle_contains_another_if_each_of_its_parts_does(string other, bool isInside)
    {
        var range = FlowRange.Parse("inbound tcp 10.0.0.0/8 80-90");
        var set = FlowSet.From(range);

        Assert.Equal((isInside, isInside), (range.Contains(FlowRange.Parse(other)), range.Overlaps(FlowRange.Parse(other))));
        Assert.Equal((isInside, isInside), (set.Contains(FlowRange.Parse(other)), set.Overlaps(FlowRange.Parse(other))));
    }

    [Theory]
    [InlineData("group:a", true)]
    [InlineData("group:b", false)]
    [InlineData("0.0.0.0/32", false)]
    public void A_group_contains_only_itself(string other, bool isInside)
    {
        var group = RemoteScope.OfGroup("a");

        Assert.Equal((isInside, isInside), (group.Contains(RemoteScope.Parse(other)), group.Overlaps(RemoteScope.Parse(other))));
    }

    [Theory]
    [InlineData("inbound tcp 10.0.0.0-10.0.0.9 1", true, true)]
    [InlineData("inbound tcp 10.0.0.0-10.0.0.10 1", false, true)]
    [InlineData("inbound tcp 10.0.0.10-10.0.0.20 1", false, true)]
    [InlineData("inbound tcp 10.0.0.10-10.0.0.19 1", false, false)]
    [InlineData("inbound tcp 2001:db8::-2001:db8::9 1", true, true)]
    [InlineData("inbound tcp 2001:db8::-2001:db8::a 1", false, true)]
    [InlineData("inbound tcp 2001:db8::a-2001:db8::14 1", false, true)]
    [InlineData("inbound tcp 2001:db8::a-2001:db8::13 1", false, false)]
    [InlineData("inbound tcp 10.0.0.0 0-1", false, true)]
    [InlineData("inbound tcp 10.0.0.0 1-2", false, true)]
    public void Runs_at_both_ends_of_a_rectangle_count(string range, bool isInside, bool overlaps)
    {
        var set = FlowSet.From(
            FlowRange.Parse("inbound tcp 10.0.0.0-10.0.0.9 1"), FlowRange.Parse("inbound tcp 10.0.0.20-10.0.0.29 1"),
            FlowRange.Parse("inbound tcp 2001:db8::-2001:db8::9 1"), FlowRange.Parse("inbound tcp 2001:db8::14-2001:db8::1d 1"));

        Assert.Equal((isInside, overlaps), (set.Contains(FlowRange.Parse(range)), set.Overlaps(FlowRange.Parse(range))));
    }

    [Fact]
    public void Sets_that_differ_only_in_where_they_begin_are_different()
    {
        var set = FlowSet.From(FlowRange.Parse("inbound tcp 10.0.0.0/24 1"));

        Assert.NotEqual(set, FlowSet.From(FlowRange.Parse("inbound tcp 10.0.1.0/24 1")));
        Assert.NotEqual(set, FlowSet.From(FlowRange.Parse("inbound tcp 10.0.0.0/24 2")));
        Assert.NotEqual(set, FlowSet.From(FlowRange.Parse("inbound tcp 10.0.0.0/24 0-1")));
        Assert.Equal(
            "inbound tcp 10.0.0.0/24 1\ninbound tcp 10.0.1.0/24 2",
            set.Union(FlowSet.From(FlowRange.Parse("inbound tcp 10.0.1.0/24 2"))).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_text_is_not_a_protocol(string? text)
    {
        Assert.False(ProtocolRange.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem.Message);
    }
}
