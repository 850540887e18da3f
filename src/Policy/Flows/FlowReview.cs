namespace Starface.Policy.Flows;

/// <summary>What is said of many requirements at once: which of them add nothing, and which claim what others forbid. Pure.</summary>
public static class FlowReview
{
    /// <summary>An item with more rectangles than this is made free of overlaps by way of a set, since comparing all pairs costs more.</summary>
    private const int FewRectangles = 16;

    /// <summary>
    /// The items that can all be left out together without any flow getting lost, in ascending order. Unions count: an item that several others
    /// cover together is among them. Of equal items the first is kept.
    /// </summary>
    /// <remarks>
    /// The flows of the items that are left are those of all items, and none of these can be left out in turn. Cost: building a set of all
    /// rectangles; plus, for each item that is covered only where other such items are kept, a look at all rectangles.
    /// </remarks>
    /// <param name="items">The rectangles of each item.</param>
    public static IReadOnlyList<int> Redundant(IReadOnlyList<IReadOnlyList<FlowRange>> items)
    {
        var isAlone = FindAlone(items);
        var needed = FlowSet.From(Enumerable.Range(0, items.Count).Where(index => isAlone[index]).SelectMany(index => items[index]));
        var isKept = new bool[items.Count];
        var open = new List<int>();
        for (var index = 0; index < items.Count; index++)
        {
            isKept[index] = isAlone[index] || !items[index].All(needed.Contains);
            if (isKept[index] && !isAlone[index])
                open.Add(index);
        }

        // What is left covers each other, such as equal items. From the last to the first, so that the later is to blame.
        var all = open.Count == 0 ? [] : Enumerable.Range(0, items.Count).SelectMany(index => items[index].Select(range => (Index: index, Range: range, Services: ServiceAxis.Of(in range)))).ToArray();
        for (var i = open.Count - 1; i >= 0; i--)
        {
            var own = items[open[i]];
            isKept[open[i]] = false;
            var others = own.SelectMany(Meeting);
            isKept[open[i]] = !FlowSet.From(others).IsSupersetOf(FlowSet.From(own));
        }

        return [.. Enumerable.Range(0, items.Count).Where(index => !isKept[index])];

        // Services first: they are two numbers, and most rectangles are about others.
        List<FlowRange> Meeting(FlowRange own)
        {
            var (from, end) = ServiceAxis.Of(in own);
            var meeting = new List<FlowRange>();
            foreach (ref readonly var other in all.AsSpan())
            {
                if (other.Services.From < end && from < other.Services.End && isKept[other.Index] && other.Range.Overlaps(own))
                    meeting.Add(other.Range);
            }

            return meeting;
        }
    }

    /// <summary>The flows that some items allow and some deny, and which items these are. Cost: building both sets, and their runs within each rectangle.</summary>
    /// <param name="allowed">The rectangles of each item that allows.</param>
    /// <param name="denied">The rectangles of each item that denies.</param>
    public static FlowConflicts Conflicts(IReadOnlyList<IReadOnlyList<FlowRange>> allowed, IReadOnlyList<IReadOnlyList<FlowRange>> denied)
    {
        var both = FlowSet.From(allowed.SelectMany(ranges => ranges)).Intersect(FlowSet.From(denied.SelectMany(ranges => ranges)));
        return new(both, Touching(allowed), Touching(denied));

        IReadOnlyList<int> Touching(IReadOnlyList<IReadOnlyList<FlowRange>> items) => [.. Enumerable.Range(0, items.Count).Where(index => items[index].Any(both.Overlaps))];
    }

    /// <summary>For each item whether it has a flow that no other has.</summary>
    private static bool[] FindAlone(IReadOnlyList<IReadOnlyList<FlowRange>> items)
    {
        var ranges = new List<FlowRange>();
        var owners = new List<int>();
        for (var index = 0; index < items.Count; index++)
        {
            foreach (var range in WithoutOverlaps(items[index]))
            {
                ranges.Add(range);
                owners.Add(index);
            }
        }

        var isAlone = new bool[items.Count];
        var services = ranges.Select(range => ServiceAxis.Of(in range)).ToList();
        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
        {
            var ipv4 = new PlaneBuilder<Bits32>();
            var ipv6 = new PlaneBuilder<Bits128>();
            var groups = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
            for (var item = 0; item < ranges.Count; item++)
            {
                if (ranges[item].Direction != direction)
                    continue;
                if (ranges[item].Remote.Group is { } group)
                {
                    if (!groups.TryGetValue(group, out var members))
                        groups.Add(group, members = []);
                    members.Add(item);
                }
                else if (ranges[item].Remote.Addresses.Family == AddressFamily.IPv4)
                {
                    ipv4.Add(ranges[item].Remote.Addresses, item);
                }
                else
                {
                    ipv6.Add(ranges[item].Remote.Addresses, item);
                }
            }

            Sweep(ipv4);
            Sweep(ipv6);
            foreach (var members in groups.Values)
            {
                var group = NewSweep();
                foreach (var member in members)
                    group.Open(member);
                group.Value();
            }
        }

        return isAlone;

        SoleCoverSweep NewSweep() => new(services, owners, isAlone);

        void Sweep<TKey>(PlaneBuilder<TKey> builder)
            where TKey : struct, IAddressKey<TKey>
        {
            var state = NewSweep();
            builder.Build(ref state);
        }
    }

    private static IReadOnlyList<FlowRange> WithoutOverlaps(IReadOnlyList<FlowRange> ranges)
    {
        for (var i = 0; i < ranges.Count && ranges.Count <= FewRectangles; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (ranges[i].Overlaps(ranges[j]))
                    return FlowSet.From(ranges).DisjointRanges();
            }
        }

        return ranges.Count > FewRectangles ? FlowSet.From(ranges).DisjointRanges() : ranges;
    }
}
