namespace Starface.Policy.Flows;

/// <summary>Makes service sets, storing equal subtries once.</summary>
internal sealed class ServicePoolBuilder
{
    private TrieNode[] _nodes = new TrieNode[64];
    private int[] _table = new int[128];
    private int _count = 1;

    /// <summary>The set with membership reversed from one toggle to before a later one. Cost: the depth, at most 25.</summary>
    public int Flip(int set, int from, int end)
    {
        // Both ways down are one as far as they go together, which leaves no trie behind that has one of the toggles only.
        var place = Trie.PlaceOf(_nodes, set);
        var half = Trie.HalfOf(_nodes, set);
        if (set <= 0 || !Trie.IsInBlock(place, half, from) || !Trie.IsInBlock(place, half, end))
            return Flip(Flip(set, from), end);
        var branch = _nodes[set];
        return end < place ? Join(Flip(branch.Left, from, end), branch.Right, place)
            : from >= place ? Join(branch.Left, Flip(branch.Right, from, end), place)
            : Join(Flip(branch.Left, from), Flip(branch.Right, end), place);
    }

    /// <summary>The trie with a toggle put in, or taken out where it is there. Cost: the depth, at most 25.</summary>
    private int Flip(int set, int toggle)
    {
        if (set == 0)
            return Trie.Leaf(toggle);
        var place = Trie.PlaceOf(_nodes, set);
        if (set < 0 && place == toggle)
            return 0;
        var half = Trie.HalfOf(_nodes, set);
        if (!Trie.IsInBlock(place, half, toggle) || set < 0)
        {
            var leaf = Trie.Leaf(toggle);
            return place < toggle
                ? Join(set, leaf, Trie.SplitBetween(place, toggle))
                : Join(leaf, set, Trie.SplitBetween(place, toggle));
        }

        var branch = _nodes[set];
        return toggle < place
            ? Join(Flip(branch.Left, toggle), branch.Right, place)
            : Join(branch.Left, Flip(branch.Right, toggle), place);
    }

    /// <summary>The trie with the toggles of both, which lie before the split and from it on.</summary>
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

    /// <summary>
    /// The pool of the sets that occur in these sides, numbered in order of first appearance, which makes the numbers canonical.
    /// The sides are renumbered in place.
    /// </summary>
    public ServicePool Finish(FlowSide inbound, FlowSide outbound)
    {
        var numbering = new Numbering(_nodes, new int[_count]);
        inbound.MapInPlace(numbering.Of);
        outbound.MapInPlace(numbering.Of);
        return numbering.ToPool();
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

    /// <summary>Numbers branches in the order in which they are first asked for, lower ones first.</summary>
    private sealed class Numbering(TrieNode[] nodes, int[] numbers)
    {
        private readonly List<TrieNode> _kept = [default];

        public int Of(int node)
        {
            if (node <= 0)
                return node;
            if (numbers[node] == 0)
            {
                var branch = nodes[node];
                var (left, right) = (Of(branch.Left), Of(branch.Right));
                numbers[node] = _kept.Count;
                _kept.Add(new(left, right, branch.Split, branch.Count));
            }

            return numbers[node];
        }

        public ServicePool ToPool() => _kept.Count == 1 ? ServicePool.Empty : new([.. _kept]);
    }
}
