namespace Starface.Policy.Flows;

/// <summary>
/// The different service sets of a flow set as <see cref="Trie">tries</see> on the <see cref="ServiceAxis"/>. Equal subtries
/// are stored once, so that sets that differ in little share the rest. A set is known by the number of its root; 0 is the empty set.
/// </summary>
internal sealed class ServicePool(TrieNode[] nodes)
{
    /// <summary>The pool of the empty set alone.</summary>
    public static ServicePool Empty { get; } = new([default]);

    /// <summary>The branches by their number; the first place belongs to the empty set.</summary>
    public TrieNode[] Nodes => nodes;

    /// <summary>Whether a service is in a set. Cost: the depth, at most 25.</summary>
    public bool Contains(int set, int service) => (Trie.CountUpTo(nodes, set, service) & 1) != 0;

    /// <summary>Whether the services from <paramref name="from"/> to before <paramref name="end"/> are in a set. Cost: the depth, at most 25.</summary>
    public bool Contains(int set, int from, int end)
    {
        var count = Trie.CountUpTo(nodes, set, from);
        return (count & 1) != 0 && count == Trie.CountUpTo(nodes, set, end - 1);
    }

    /// <summary>Whether any service from <paramref name="from"/> to before <paramref name="end"/> is in a set. Cost: the depth, at most 25.</summary>
    public bool Overlaps(int set, int from, int end)
    {
        var count = Trie.CountUpTo(nodes, set, from);
        return (count & 1) != 0 || count != Trie.CountUpTo(nodes, set, end - 1);
    }

    /// <summary>The toggles of a set. Linear in their number.</summary>
    public int[] TogglesOf(int set)
    {
        var toggles = new int[Trie.CountOf(nodes, set)];
        var written = 0;
        Write(set, toggles, ref written);
        return toggles;
    }

    /// <summary>Whether both pools hold the same sets under the same numbers. Linear.</summary>
    public bool SameAs(ServicePool other)
    {
        if (nodes.Length != other.Nodes.Length)
            return false;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Left != other.Nodes[i].Left || nodes[i].Right != other.Nodes[i].Right)
                return false;
        }

        return true;
    }

    /// <summary>A hash code of all sets. Linear.</summary>
    public int HashAll() => nodes.Aggregate(0, static (hash, node) => Hash.Combine(Hash.Combine(hash, node.Left), node.Right));

    private void Write(int node, int[] toggles, ref int written)
    {
        for (; node > 0; node = nodes[node].Right)
            Write(nodes[node].Left, toggles, ref written);
        if (node < 0)
            toggles[written++] = ~node;
    }
}
