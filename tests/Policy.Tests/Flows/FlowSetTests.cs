using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>Compares the flow set with an oracle that looks at every point of a small universe, and checks its laws.</summary>
[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 60)]
public sealed class FlowSetTests
{
    [Property]
    public void A_set_holds_exactly_the_flows_of_its_rectangles(Box[] boxes) =>
        AssertFlows(SetOf(boxes), flow => Holds(boxes, flow));

    [Property]
    public void Union_holds_the_flows_of_either(Box[] left, Box[] right) =>
        AssertFlows(SetOf(left).Union(SetOf(right)), flow => Holds(left, flow) || Holds(right, flow));

    [Property]
    public void Intersection_holds_the_flows_of_both(Box[] left, Box[] right) =>
        AssertFlows(SetOf(left).Intersect(SetOf(right)), flow => Holds(left, flow) && Holds(right, flow));

    [Property]
    public void Difference_holds_the_flows_of_the_first_alone(Box[] left, Box[] right) =>
        AssertFlows(SetOf(left).Except(SetOf(right)), flow => Holds(left, flow) && !Holds(right, flow));

    [Property]
    public void Sets_are_equal_exactly_when_they_have_the_same_flows(Box[] boxes, Box other)
    {
        var set = SetOf(boxes);
        var wider = SetOf([.. boxes, other]);

        var isNew = Universe.Flows.Any(flow => other.Holds(flow) && !Holds(boxes, flow));

        Assert.Equal(!isNew, set.Equals(wider));
        Assert.Equal(!isNew, set == wider);
        if (!isNew)
            Assert.Equal(set.GetHashCode(), wider.GetHashCode());
    }

    [Property]
    public void Order_repetition_and_splitting_of_the_input_do_not_matter(Box[] boxes, int seed)
    {
        var random = new Random(seed);
        var ranges = boxes.Select(box => box.ToRange()).ToArray();
        var pieces = ranges.Concat(ranges.Take(3)).SelectMany(range => Split(range, random)).ToArray();
        random.Shuffle(pieces);

        var expected = FlowSet.From(ranges);
        var actual = FlowSet.From(pieces);

        Assert.Equal(expected, actual);
        Assert.Equal(expected.GetHashCode(), actual.GetHashCode());
        Assert.Equal(expected.Ranges(), actual.Ranges());
        Assert.Equal(expected.DisjointRanges(), actual.DisjointRanges());
    }

    [Property]
    public void A_set_built_at_once_equals_the_union_of_its_rectangles(Box[] boxes) =>
        Assert.Equal(SetOf(boxes), boxes.Aggregate(FlowSet.Empty, (set, box) => set.Union(FlowSet.From(box.ToRange()))));

    [Property]
    public void Union_and_intersection_are_commutative(FlowSet a, FlowSet b)
    {
        Assert.Equal(a.Union(b), b.Union(a));
        Assert.Equal(a.Intersect(b), b.Intersect(a));
    }

    [Property]
    public void Union_and_intersection_are_associative(FlowSet a, FlowSet b, FlowSet c)
    {
        Assert.Equal(a.Union(b).Union(c), a.Union(b.Union(c)));
        Assert.Equal(a.Intersect(b).Intersect(c), a.Intersect(b.Intersect(c)));
    }

    [Property]
    public void Union_and_intersection_distribute_and_absorb(FlowSet a, FlowSet b, FlowSet c)
    {
        Assert.Equal(a.Intersect(b.Union(c)), a.Intersect(b).Union(a.Intersect(c)));
        Assert.Equal(a.Union(b.Intersect(c)), a.Union(b).Intersect(a.Union(c)));
        Assert.Equal(a, a.Union(a.Intersect(b)));
        Assert.Equal(a, a.Intersect(a.Union(b)));
    }

    [Property]
    public void Nothing_and_everything_are_neutral(FlowSet a)
    {
        Assert.Equal(a, a.Union(FlowSet.Empty));
        Assert.Equal(FlowSet.Empty, a.Intersect(FlowSet.Empty));
        Assert.Equal(a, a.Except(FlowSet.Empty));
        Assert.Equal(FlowSet.Empty, a.Except(a));
        Assert.Equal(a, a.Union(a));
        Assert.Equal(a, a.Intersect(Universe.Whole));
        Assert.Equal(Universe.Whole, a.Union(Universe.Whole));
        Assert.Equal(a.IsEmpty, a.Equals(FlowSet.Empty));
    }

    [Property]
    public void Complements_obey_De_Morgan(FlowSet a, FlowSet b)
    {
        Assert.Equal(a, Complement(Complement(a)));
        Assert.Equal(Complement(a.Union(b)), Complement(a).Intersect(Complement(b)));
        Assert.Equal(Complement(a.Intersect(b)), Complement(a).Union(Complement(b)));
        Assert.Equal(a.Except(b), a.Intersect(Complement(b)));
    }

    [Property]
    public void A_set_is_its_difference_and_intersection_with_another(FlowSet a, FlowSet b)
    {
        Assert.Equal(a, a.Except(b).Union(a.Intersect(b)));
        Assert.False(a.Except(b).Overlaps(b));
        Assert.Equal(a.Count + b.Count, a.Union(b).Count + a.Intersect(b).Count);
    }

    [Property]
    public void Superset_and_overlap_agree_with_difference_and_intersection(FlowSet a, FlowSet b)
    {
        Assert.Equal(b.Except(a).IsEmpty, a.IsSupersetOf(b));
        Assert.Equal(!a.Intersect(b).IsEmpty, a.Overlaps(b));
        Assert.True(a.Union(b).IsSupersetOf(a));
        Assert.True(a.IsSupersetOf(a.Intersect(b)));
        Assert.Equal(a.Equals(b), a.IsSupersetOf(b) && b.IsSupersetOf(a));
    }

    [Property]
    public void A_rectangle_is_contained_when_all_its_flows_are(Box[] boxes, Box box)
    {
        var set = SetOf(boxes);

        Assert.Equal(Universe.Flows.All(flow => !box.Holds(flow) || Holds(boxes, flow)), set.Contains(box.ToRange()));
        Assert.True(set.Union(FlowSet.From(box.ToRange())).Contains(box.ToRange()));
    }

    [Property]
    public void A_rectangle_overlaps_a_set_when_any_of_its_flows_is_in_it(FlowSet set, Box box) =>
        Assert.Equal(Universe.Flows.Any(flow => box.Holds(flow) && set.Contains(flow)), set.Overlaps(box.ToRange()));

    [Property]
    public void Ranges_cover_the_set_exactly_and_none_can_be_left_out(Box[] boxes)
    {
        var set = SetOf(boxes);

        var ranges = set.Ranges();

        Assert.Equal(set, FlowSet.From(ranges));
        for (var i = 0; i < ranges.Count; i++)
            Assert.False(FlowSet.From(ranges.Where((_, other) => other != i)).Contains(ranges[i]), $"{ranges[i]} is redundant in\n{set}");
    }

    [Property]
    public void No_range_can_be_extended_within_the_set(Box[] boxes)
    {
        var set = SetOf(boxes);
        foreach (var range in set.Ranges())
        {
            foreach (var wider in Extensions(range))
                Assert.False(set.Contains(wider), $"{range} could be {wider}");
        }
    }

    [Property]
    public void Ranges_and_disjoint_ranges_are_sorted(FlowSet set)
    {
        Assert.Equal(set.Ranges().Order(), set.Ranges());
        Assert.Equal(set.DisjointRanges().Order(), set.DisjointRanges());
    }

    [Property]
    public void Disjoint_ranges_cover_the_set_exactly_and_share_no_flow(Box[] boxes)
    {
        var set = SetOf(boxes);

        var ranges = set.DisjointRanges();

        Assert.Equal(set, FlowSet.From(ranges));
        for (var i = 0; i < ranges.Count; i++)
        {
            for (var j = 0; j < i; j++)
                Assert.False(ranges[i].Overlaps(ranges[j]), $"{ranges[i]} and {ranges[j]}");
        }
    }

    [Property]
    public void The_count_is_the_sum_over_the_disjoint_ranges(FlowSet set)
    {
        var expected = System.Numerics.BigInteger.Zero;
        foreach (var range in set.DisjointRanges())
        {
            var services = Enumerable.Range(range.Protocols.First, range.Protocols.Last - range.Protocols.First + 1)
                .Sum(number => number is 1 or 6 or 17 or 58 ? range.Ports.Count : 1);
            expected += (range.Remote.IsGroup ? 1 : range.Remote.Addresses.Count) * services;
        }

        Assert.Equal(expected, set.Count);
    }

    [Property]
    public void Slices_are_the_flows_of_one_direction(Box[] boxes)
    {
        var set = SetOf(boxes);
        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
            Assert.Equal(SetOf([.. boxes.Where(box => box.Direction == direction)]), set.Slice(direction));
    }

    [Property]
    public void Addresses_are_those_with_any_flow(Box[] boxes)
    {
        var set = SetOf(boxes);
        var addresses = set.Addresses(Direction.Inbound);
        var inbound = Universe.Flows
            .Where(flow => flow.Group is null && flow.Direction == Direction.Inbound)
            .ToLookup(flow => flow.Address);
        foreach (var address in Universe.IPv4.Concat(Universe.IPv6))
            Assert.Equal(inbound[address].Any(flow => Holds(boxes, flow)), addresses.Contains(address));
        Assert.Equal(addresses.Count, set.CountAddresses(Direction.Inbound));
        var groups = boxes.Where(box => box.Direction == Direction.Outbound).Select(box => box.Group).OfType<string>();
        Assert.Equal(groups.Distinct().Order(StringComparer.Ordinal), set.Groups(Direction.Outbound));
    }

    [Property]
    public void Addresses_of_a_service_are_those_with_all_of_its_flows_in_the_set(FlowSet set, PortRange ports)
    {
        var addresses = set.Addresses(Direction.Outbound, Protocol.Tcp, ports);
        foreach (var address in Universe.IPv4.Concat(Universe.IPv6))
            Assert.Equal(set.Contains(new FlowRange(Direction.Outbound, Protocol.Tcp, address, ports)), addresses.Contains(address));
    }

    [Property]
    public void Ranges_survive_printing_and_parsing(FlowSet set)
    {
        foreach (var range in set.Ranges().Concat(set.DisjointRanges()))
            Assert.Equal(range, FlowRange.Parse(range.ToString()));
    }

    [Fact]
    public void All_protocols_are_one_rectangle()
    {
        var set = FlowSet.From(new FlowRange(Direction.Inbound, Protocol.Any, Prefix.Parse("203.0.113.0/24")));

        Assert.Equal("inbound all 203.0.113.0/24", set.ToString());
        Assert.True(set.Contains(Flow.Parse("inbound 132 203.0.113.9")));
    }

    [Fact]
    public void All_protocols_one_by_one_are_the_same_set()
    {
        var remote = Prefix.Parse("2001:db8::/32");
        var oneByOne = FlowSet.From(
            Enumerable.Range(0, 256).Reverse().Select(number => new FlowRange(Direction.Inbound, new(number), remote)));

        Assert.Equal(FlowSet.From(new FlowRange(Direction.Inbound, Protocol.Any, remote)), oneByOne);
    }

    [Fact]
    public void All_protocols_but_one_port_are_three_rectangles()
    {
        var set = SetOf("inbound all 10.0.0.0/8").Except(SetOf("inbound tcp 10.0.0.0/8 25"));

        Assert.Equal(
            ["inbound 0-5 10.0.0.0/8", "inbound tcp 10.0.0.0/8 0-24", "inbound tcp 10.0.0.0/8 26-65535", "inbound 7-255 10.0.0.0/8"],
            set.Ranges().Select(range => range.ToString()));
    }

    [Fact]
    public void Ports_given_for_a_protocol_without_ports_mean_the_protocol()
    {
        var range = new FlowRange(Direction.Inbound, Protocol.Esp, Prefix.Parse("192.0.2.0/24"), new(443));

        Assert.Equal(PortRange.All, range.Ports);
        Assert.Equal(FlowRange.Parse("inbound esp 192.0.2.0/24"), range);
    }

    [Fact]
    public void Overlapping_rectangles_are_covered_by_maximal_ones() => Assert.Equal(
        ["inbound tcp 10.0.0.0/8 443", "inbound tcp 10.1.0.0/16 80-443"],
        SetOf("inbound tcp 10.0.0.0/8 443", "inbound tcp 10.1.0.0/16 80-442").Ranges().Select(range => range.ToString()));

    [Fact]
    public void A_rectangle_covered_by_two_others_is_left_out() => Assert.Equal(
        ["inbound tcp 10.0.0.0/31 1-6", "inbound tcp 10.0.0.1-10.0.0.2 5-10"],
        SetOf("inbound tcp 10.0.0.0-10.0.0.1 1-6", "inbound tcp 10.0.0.1 1-10", "inbound tcp 10.0.0.1-10.0.0.2 5-10")
            .Ranges().Select(range => range.ToString()));

    [Fact]
    public void A_group_is_apart_from_every_address_and_other_group()
    {
        var set = SetOf("inbound tcp group:sg-1 443");

        Assert.True(set.Contains(Flow.Parse("inbound tcp group:sg-1 443")));
        Assert.False(set.Contains(Flow.Parse("inbound tcp group:SG-1 443")));
        Assert.False(set.Contains(Flow.Parse("inbound tcp 0.0.0.0 443")));
        Assert.False(SetOf("inbound tcp 0.0.0.0/0 443", "inbound tcp ::/0 443").Contains(Flow.Parse("inbound tcp group:sg-1 443")));
    }

    [Fact]
    public void A_direction_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FlowSet.Empty.Slice((Direction)2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlowRange((Direction)2, Protocol.Tcp, Prefix.Any(AddressFamily.IPv4)));
    }

    private static FlowSet SetOf(Box[] boxes) => FlowSet.From(boxes.Select(box => box.ToRange()));

    private static FlowSet SetOf(params string[] texts) => FlowSet.From(texts.Select(FlowRange.Parse));

    private static FlowSet Complement(FlowSet set) => Universe.Whole.Except(set);

    private static bool Holds(Box[] boxes, Flow flow) => boxes.Any(box => box.Holds(flow));

    private static void AssertFlows(FlowSet set, Func<Flow, bool> isExpected)
    {
        foreach (var flow in Universe.Flows)
        {
            var expected = isExpected(flow);
            if (set.Contains(flow) != expected)
                Assert.Fail($"{flow} should {(expected ? "" : "not ")}be in\n{set}");
        }
    }

    /// <summary>Cuts a rectangle in two along one axis, if possible.</summary>
    private static FlowRange[] Split(FlowRange range, Random random)
    {
        switch (random.Next(3))
        {
            case 0 when !range.Remote.IsGroup && range.Remote.Addresses.First != range.Remote.Addresses.Last:
                var (first, last) = (range.Remote.Addresses.First, range.Remote.Addresses.Last);
                first.TryNext(out var second);
                var beforeLast = Universe.Previous(last)!.Value;
                return random.Next(2) == 0
                    ? [WithRemote(range, first, first), WithRemote(range, second, last)]
                    : [WithRemote(range, last, last), WithRemote(range, first, beforeLast)];
            case 1 when range.Protocols.HasPortsOrMessages && range.Ports.Count > 1:
                var port = random.Next(range.Ports.From, range.Ports.To);
                return [WithPorts(range, range.Ports.From, port), WithPorts(range, port + 1, range.Ports.To)];
            case 2 when !range.Protocols.IsSingle:
                var number = random.Next(range.Protocols.First, range.Protocols.Last);
                return [WithProtocols(range, range.Protocols.First, number), WithProtocols(range, number + 1, range.Protocols.Last)];
            default:
                return [range];
        }
    }

    /// <summary>The rectangles that are wider by one in one way.</summary>
    private static IEnumerable<FlowRange> Extensions(FlowRange range)
    {
        if (!range.Remote.IsGroup)
        {
            var addresses = range.Remote.Addresses;
            if (Universe.Previous(addresses.First) is { } previous)
                yield return WithRemote(range, previous, addresses.Last);
            if (addresses.Last.TryNext(out var next))
                yield return WithRemote(range, addresses.First, next);
        }

        if (range.Ports.From > 0)
            yield return WithPorts(range, range.Ports.From - 1, range.Ports.To);
        if (range.Ports.To < PortRange.MaxPort)
            yield return WithPorts(range, range.Ports.From, range.Ports.To + 1);
        if (range.Ports != PortRange.All)
            yield break;
        if (range.Protocols.First > 0)
            yield return WithProtocols(range, range.Protocols.First - 1, range.Protocols.Last);
        if (range.Protocols.Last < ProtocolRange.MaxNumber)
            yield return WithProtocols(range, range.Protocols.First, range.Protocols.Last + 1);
    }

    private static FlowRange WithRemote(FlowRange range, Address first, Address last) =>
        new(range.Direction, range.Protocols, new AddressRange(first, last), range.Ports);

    private static FlowRange WithPorts(FlowRange range, int from, int to) =>
        new(range.Direction, range.Protocols, range.Remote, new(from, to));

    private static FlowRange WithProtocols(FlowRange range, int first, int last) =>
        new(range.Direction, new(first, last), range.Remote);
}
