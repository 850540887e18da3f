using FsCheck.Xunit;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

[Properties(Arbitrary = [typeof(UniverseArbitraries)], MaxTest = 200)]
public sealed class FlowReviewTests
{
    [Property]
    public void What_is_redundant_is_what_can_be_left_out_one_after_the_other_from_the_last(Box[][] boxes)
    {
        var items = Items(boxes);
        var kept = Enumerable.Range(0, items.Length).ToList();
        for (var index = items.Length - 1; index >= 0; index--)
        {
            var others = FlowSet.From(kept.Where(other => other != index).SelectMany(other => items[other]));
            if (others.IsSupersetOf(FlowSet.From(items[index])))
                kept.Remove(index);
        }

        Assert.Equal(Enumerable.Range(0, items.Length).Except(kept), FlowReview.Redundant(items));
    }

    [Property]
    public void Repeating_all_items_makes_exactly_the_repetitions_redundant_beside_what_was(Box[][] boxes)
    {
        var items = Items(boxes);

        var redundant = FlowReview.Redundant([.. items, .. items]);

        Assert.Equal([.. FlowReview.Redundant(items), .. Enumerable.Range(items.Length, items.Length)], redundant);
    }

    [Property]
    public void Conflicts_are_the_flows_of_both_kinds_and_the_items_that_have_any_of_them(Box[][] allowed, Box[][] denied)
    {
        var both = SetOf(allowed).Intersect(SetOf(denied));

        var conflicts = FlowReview.Conflicts(Items(allowed), Items(denied));

        Assert.Equal(both, conflicts.Flows);
        Assert.Equal(Touching(allowed), conflicts.Allowed);
        Assert.Equal(Touching(denied), conflicts.Denied);

        IEnumerable<int> Touching(Box[][] items) => Enumerable.Range(0, items.Length).Where(index => Universe.Flows.Any(flow => both.Contains(flow) && items[index].Any(box => box.Holds(flow))));
    }

    [Property]
    public void A_rectangle_overlaps_a_set_when_any_of_its_flows_is_in_it(FlowSet set, Box box) =>
        Assert.Equal(Universe.Flows.Any(flow => box.Holds(flow) && set.Contains(flow)), set.Overlaps(box.ToRange()));

    [Fact]
    public void An_item_that_two_others_cover_together_is_redundant()
    {
        var redundant = FlowReview.Redundant(
        [
            Item("inbound tcp 203.0.113.0/24 80-90"),
            Item("inbound tcp 203.0.113.0/25 1-85", "inbound tcp 203.0.113.128/25 1-85"),
            Item("inbound tcp 203.0.113.0/24 86-100"),
        ]);

        Assert.Equal([0], redundant);
    }

    [Fact]
    public void Of_equal_items_the_first_is_kept_and_an_item_without_flows_is_redundant() =>
        Assert.Equal([1, 2, 4], FlowReview.Redundant(
        [
            Item("inbound udp group:sg-1 5060"),
            Item("inbound udp group:sg-1 5060"),
            [],
            Item("inbound udp group:sg-2 5060"),
            Item("inbound udp group:sg-1 5060"),
        ]));

    [Fact]
    public void An_item_may_overlap_itself_and_have_many_rectangles()
    {
        var ports = Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"inbound tcp 0.0.0.0/0 {i}-{i + 10}")).ToArray();

        Assert.Equal([1], FlowReview.Redundant([Item(ports), Item("inbound tcp 10.0.0.0/8 3-49")]));
        Assert.Equal([0], FlowReview.Redundant([Item(ports), Item("inbound tcp 0.0.0.0/0 0-60")]));
        Assert.Empty(FlowReview.Redundant([Item("inbound tcp 10.0.0.0/8 1-2", "inbound tcp 10.0.0.0/8 2-3")]));
    }

    private static FlowRange[] Item(params string[] ranges) => [.. ranges.Select(FlowRange.Parse)];

    private static FlowRange[][] Items(Box[][] boxes) => [.. boxes.Select(item => item.Select(box => box.ToRange()).ToArray())];

    private static FlowSet SetOf(Box[][] boxes) => FlowSet.From(boxes.SelectMany(item => item).Select(box => box.ToRange()));
}
