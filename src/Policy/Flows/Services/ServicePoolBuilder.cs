namespace Starface.Policy.Flows.Services;

/// <summary>Creates service sets as tries and stores equal subtries once (hash consing).</summary>
/// <remarks>
/// Sets are never changed: every operation returns the node of a new set, which shares all subtries it can with existing ones.
/// Sets that are no longer used stay until <see cref="StartNumbering"/> leaves them behind.
/// </remarks>
internal sealed class ServicePoolBuilder
{
    private TrieNode[] _nodes = new TrieNode[64];

    /// <summary>An open-addressing hash table from the children of a branch to its index; 0 is a free slot.</summary>
    private int[] _table = new int[128];

    /// <summary>The number of used places in <see cref="_nodes"/>; place 0 is unused.</summary>
    private int _count = 1;

    /// <summary>The set with the membership of all services of a range reversed. Cost: the depth, at most 25.</summary>
    public int Flip(int set, ServiceRange services) => Flip(set, services.Start, services.End);

    /// <summary>The branch with these children; the other child when one is empty.</summary>
    /// <param name="left">The node with the breakpoints before the split.</param>
    /// <param name="right">The node with the breakpoints from the split on.</param>
    /// <param name="split">The split of the smallest block that holds both.</param>
    public int Join(int left, int right, int split)
    {
        if (left == 0 || right == 0)
            return left | right;
        var mask = _table.Length - 1;
        var slot = Hash.Combine(left, right) & mask;
        for (; _table[slot] != 0; slot = (slot + 1) & mask)
        {
            ref var known = ref _nodes[_table[slot]];
            if (known.Left == left && known.Right == right)
                return _table[slot];
        }

        return Add(new(left, right, split, Trie.CountOf(_nodes, left) + Trie.CountOf(_nodes, right)), slot);
    }

    /// <summary>Starts the final numbering of the sets that are used. The builder must not be used afterwards.</summary>
    public ServiceNumbering StartNumbering() => new(_nodes, _count);

    private int Flip(int set, int start, int end)
    {
        // Insert both breakpoints in one descent as far as their paths agree. Inserting one after the other would also work, but
        // would store an intermediate trie with an odd number of breakpoints that is of no use.
        var place = Trie.PlaceOf(_nodes, set);
        var half = Trie.HalfOf(_nodes, set);
        if (set <= 0 || !Trie.IsInBlock(place, half, start) || !Trie.IsInBlock(place, half, end))
            return Flip(Flip(set, start), end);
        var branch = _nodes[set];
        return end < place ? Join(Flip(branch.Left, start, end), branch.Right, place)
            : start >= place ? Join(branch.Left, Flip(branch.Right, start, end), place)
            : Join(Flip(branch.Left, start), Flip(branch.Right, end), place);
    }

    /// <summary>The trie with a breakpoint added, or removed where it exists: two changes at one number cancel out.</summary>
    private int Flip(int set, int breakpoint)
    {
        if (set == 0)
            return Trie.Leaf(breakpoint);
        var place = Trie.PlaceOf(_nodes, set);
        if (set < 0 && place == breakpoint)
            return 0;
        var half = Trie.HalfOf(_nodes, set);
        if (!Trie.IsInBlock(place, half, breakpoint) || set < 0)
        {
            var leaf = Trie.Leaf(breakpoint);
            return place < breakpoint
                ? Join(set, leaf, Trie.SplitBetween(place, breakpoint))
                : Join(leaf, set, Trie.SplitBetween(place, breakpoint));
        }

        var branch = _nodes[set];
        return breakpoint < place
            ? Join(Flip(branch.Left, breakpoint), branch.Right, place)
            : Join(branch.Left, Flip(branch.Right, breakpoint), place);
    }

    private int Add(TrieNode node, int slot)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, _count * 2);
        _nodes[_count] = node;
        _table[slot] = _count++;
        if (_count * 2 > _table.Length)
            Grow();
        return _count - 1;
    }

    private void Grow()
    {
        _table = new int[_table.Length * 2];
        var mask = _table.Length - 1;
        for (var node = 1; node < _count; node++)
        {
            var slot = Hash.Combine(_nodes[node].Left, _nodes[node].Right) & mask;
            while (_table[slot] != 0)
                slot = (slot + 1) & mask;
            _table[slot] = node;
        }
    }
}
