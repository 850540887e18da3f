using Starface.Policy.Flows;
using Starface.Policy.Flows.Services;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Flows;

/// <summary>The example of src/Policy/Flows/README.md, number by number.</summary>
public sealed class FlowSetStorageTests
{
    private static readonly FlowRange[] Example =
    [
        FlowRange.Parse("inbound tcp 203.0.113.0/24 443"),
        FlowRange.Parse("inbound udp 0.0.0.0/0 10000-20000"),
        FlowRange.Parse("inbound udp ::/0 10000-20000"),
    ];

    [Fact]
    public void Services_are_numbers()
    {
        Assert.Equal(new ServiceRange(393_659, 393_660), ServiceRange.From(in Example[0]));
        Assert.Equal(new ServiceRange(1_124_112, 1_134_113), ServiceRange.From(in Example[1]));
    }

    [Fact]
    public void Planes_have_a_run_for_each_change_and_sets_of_services_share_nodes()
    {
        var builder = new DirectionFlowsBuilder();
        foreach (ref readonly var range in Example.AsSpan())
            builder.Add(in range);
        var pool = new ServicePoolBuilder();
        var inbound = builder.Build(pool);
        var numbering = pool.StartNumbering();
        inbound.Renumber(numbering.NumberOf);
        var nodes = numbering.ToPool().Nodes;

        Assert.Equal([1, 3, 1], inbound.IPv4.Values.ToArray());
        Assert.Equal(
            ["0.0.0.0", "203.0.113.0", "203.0.114.0"],
            Enumerable.Range(0, inbound.IPv4.Count).Select(run => inbound.IPv4.FirstOf(run).ToAddress().ToString()));
        Assert.Equal([1], inbound.IPv6.Values.ToArray());
        Assert.Equal(
            [(~1_124_112, ~1_134_113, 1_130_496), (~393_659, ~393_660, 393_660), (2, 1, 1_048_576)],
            nodes.Skip(1).Select(node => (node.Left, node.Right, node.Split)));
    }

    [Fact]
    public void Rectangles_are_those_of_the_page()
    {
        var set = FlowSet.From(Example);

        Assert.Equal(
            [
                "inbound udp 0.0.0.0-203.0.112.255 10000-20000",
                "inbound tcp 203.0.113.0/24 443",
                "inbound udp 203.0.113.0/24 10000-20000",
                "inbound udp 203.0.114.0-255.255.255.255 10000-20000",
                "inbound udp ::/0 10000-20000",
            ],
            set.DisjointRanges().Select(range => range.ToString()));
        Assert.Equal(
            ["inbound udp 0.0.0.0/0 10000-20000", "inbound tcp 203.0.113.0/24 443", "inbound udp ::/0 10000-20000"],
            set.Ranges().Select(range => range.ToString()));
    }
}
