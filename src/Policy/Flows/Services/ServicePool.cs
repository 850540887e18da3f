namespace Starface.Policy.Flows.Services;

/// <summary>
/// The different service sets of a <see cref="FlowSet"/> as tries that share equal parts. A set is identified by the node of
/// its root; 0 is the empty set.
/// </summary>
internal sealed class ServicePool(TrieNode[] nodes)
{
    /// <summary>The pool that has only the empty set.</summary>
    public static ServicePool Empty { get; } = new([default]);

    /// <summary>The branches by their index. Index 0 stands for the empty set and has no breakpoints.</summary>
    public TrieNode[] Nodes => nodes;

    /// <summary>Whether a service is in a set. Cost: the depth, at most 25.</summary>
    public bool Contains(int set, int service) => (Trie.CountUpTo(nodes, set, service) & 1) != 0;

    /// <summary>Whether all services of a range are in a set. Cost: the depth, at most 25.</summary>
    public bool Contains(int set, ServiceRange services)
    {
        var count = Trie.CountUpTo(nodes, set, services.Start);
        return (count & 1) != 0 && count == Trie.CountUpTo(nodes, set, services.End - 1);
    }

    /// <summary>Whether any service of a range is in a set. Cost: the depth, at most 25.</summary>
    public bool Overlaps(int set, ServiceRange services)
    {
        var count = Trie.CountUpTo(nodes, set, services.Start);
        return (count & 1) != 0 || count != Trie.CountUpTo(nodes, set, services.End - 1);
    }

    /// <summary>The services of a set as ranges that neither overlap nor touch, in order. Linear in their number.</summary>
    public ServiceRange[] RangesOf(int set)
    {
        var breakpoints = new int[Trie.CountOf(nodes, set)];
        var written = 0;
        Write(set, breakpoints, ref written);
        var ranges = new ServiceRange[breakpoints.Length / 2];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = new(breakpoints[2 * i], breakpoints[(2 * i) + 1]);
        return ranges;
    }

    /// <summary>
    /// For each node how many services its breakpoints add to a set when the services before them are not in it. For a set, that is the
    /// number of its services, where a protocol without ports counts once. Linear.
    /// </summary>
    public Func<int, long> CountServices()
    {
        var counts = new long[nodes.Length];
        // Children come before their parents.
        for (var node = 1; node < nodes.Length; node++)
        {
            var (left, right) = (nodes[node].Left, nodes[node].Right);
            counts[node] = CountOf(left) + (Trie.IsOdd(nodes, left) ? -CountOf(right) : CountOf(right));
        }

        return CountOf;

        // From its first service on a range has all services but those below, and from its end on no more.
        long CountOf(int node) => node < 0 ? -ServiceRange.CountBelow(~node) : counts[node];
    }

    /// <summary>Whether both pools have the same sets under the same numbers. Linear.</summary>
    public bool SameAs(ServicePool other)
    {
        if (nodes.Length != other.Nodes.Length)
            return false;
        for (var i = 0; i < nodes.Length; i++)
        {
            // Split and count follow from the children.
            if (nodes[i].Left != other.Nodes[i].Left || nodes[i].Right != other.Nodes[i].Right)
                return false;
        }

        return true;
    }

    /// <summary>A hash code of all sets. Linear.</summary>
    public int HashAll() => nodes.Aggregate(0, static (hash, node) => Hash.Combine(Hash.Combine(hash, node.Left), node.Right));

    private void Write(int node, int[] breakpoints, ref int written)
    {
        for (; node > 0; node = nodes[node].Right)
            Write(nodes[node].Left, breakpoints, ref written);
        if (node < 0)
            breakpoints[written++] = ~node;
    }
}
