namespace Starface.Policy.Flows.Services;

/// <summary>Creates service sets as tries and stores equal subtries once (hash consing).</summary>
/// <remarks>
/// Sets are never changed: every operation returns the node of a new set, which shares all subtries it can with existing ones.
/// Sets that are no longer used stay until <see cref="StartNumbering"/> leaves them behind.
/// </remarks>
internal sealed class ServicePoolBuilder
{
    private TrieNode[] _nodes = new TrieNode[16];

    /// <summary>An open-addressing hash table from the children of a branch to its index; 0 is a free slot.</summary>
    private int[] _table = new int[32];

    /// <summary>The number of used places in <see cref="_nodes"/>; place 0 is unused.</summary>
    private int _count = 1;

    /// <summary>Starts with the sets of a pool, under the same numbers. Linear.</summary>
    public ServicePoolBuilder(ServicePool pool)
    {
        _count = pool.Nodes.Length;
        var capacity = _nodes.Length;
        while (capacity < _count + 1)
            capacity *= 2;
        Array.Resize(ref _nodes, capacity);
        pool.Nodes.CopyTo(_nodes, 0);
        FillTable(capacity * 2);
    }

    /// <summary>Starts with the empty set alone.</summary>
    public ServicePoolBuilder()
    {
    }

    /// <summary>The set of the services of one range.</summary>
    public int SetOf(ServiceRange services) =>
        Join(Trie.Leaf(services.Start), Trie.Leaf(services.End), Trie.SplitBetween(services.Start, services.End));

    /// <summary>Whether a node has an odd number of breakpoints, so that membership after it differs from membership before it.</summary>
    public bool IsOdd(int node) => Trie.IsOdd(_nodes, node);

    /// <summary>The services in exactly one of two sets: the breakpoints that only one of them has.</summary>
    /// <remarks>Cost: the depth (at most 25) for each place where breakpoints of both sets are next to each other.</remarks>
    public int ExclusiveOr(int left, int right)
    {
        if (left == 0 || right == 0)
            return left | right;
        if (left == right)
            return 0;
        var split = Trie.CommonSplit(_nodes, left, _nodes, right);
        var (leftBefore, leftAfter) = Trie.Cut(_nodes, left, split);
        var (rightBefore, rightAfter) = Trie.Cut(_nodes, right, split);
        return Join(ExclusiveOr(leftBefore, rightBefore), ExclusiveOr(leftAfter, rightAfter), split);
    }

    /// <summary>The services of a set that are in a range. Cost: the depth, at most 25, a few times.</summary>
    public int Within(int set, ServiceRange services)
    {
        if (set == 0)
            return 0;
        var inside = From(Below(set, services.End), services.Start);
        if ((Trie.CountUpTo(_nodes, set, services.Start - 1) & 1) != 0)
            inside = ExclusiveOr(inside, Trie.Leaf(services.Start));
        return IsOdd(inside) ? ExclusiveOr(inside, Trie.Leaf(services.End)) : inside;
    }

    /// <summary>
    /// The longest range of a set that holds one of its services and that one rectangle can hold. Cost: the depth, at most 25.
    /// </summary>
    public ServiceRange PartAt(int set, int service) =>
        new ServiceRange(Trie.LastUpTo(_nodes, set, service), Trie.FirstAfter(_nodes, set, service)).PartAt(service);

    /// <summary>The first service at or after a number that is in one set and not in another, or -1.</summary>
    /// <remarks>Cost: the depth (at most 25) for each end of a range, up to the result, that the sets do not have in common.</remarks>
    public int FirstBeyond(int set, int other, int from)
    {
        if (set == other)
            return -1;
        var isInSet = (Trie.CountUpTo(_nodes, set, from) & 1) != 0;
        var isInOther = (Trie.CountUpTo(_nodes, other, from) & 1) != 0;
        return isInSet && !isInOther ? from : FirstBeyond(set, other, isInSet: false, isInOther: false, from);
    }

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

    /// <summary>
    /// The first breakpoint after a number from which on the services are in one set and not in the other, or -1. The flags say whether
    /// the services before the first breakpoint of the nodes are in the sets.
    /// </summary>
    private int FirstBeyond(int set, int other, bool isInSet, bool isInOther, int from)
    {
        // Nothing changes from here on, or both sets change together, or the one that is constant rules it out.
        if (set == other ? isInSet == isInOther || set == 0 : (set == 0 && !isInSet) || (other == 0 && isInOther))
            return -1;
        if (set <= 0 && other <= 0 && (set == 0 || other == 0 || set == other))
        {
            var place = ~(set | other);
            return place > from && isInSet ^ set != 0 && !(isInOther ^ other != 0) ? place : -1;
        }

        var split = set == 0 ? _nodes[other].Split : other == 0 ? _nodes[set].Split : Trie.CommonSplit(_nodes, set, _nodes, other);
        var (setBefore, setAfter) = Trie.Cut(_nodes, set, split);
        var (otherBefore, otherAfter) = Trie.Cut(_nodes, other, split);
        if (split > from + 1)
        {
            var first = FirstBeyond(setBefore, otherBefore, isInSet, isInOther, from);
            if (first >= 0)
                return first;
        }

        return FirstBeyond(setAfter, otherAfter, isInSet ^ IsOdd(setBefore), isInOther ^ IsOdd(otherBefore), from);
    }

    /// <summary>A node's breakpoints before a number.</summary>
    private int Below(int node, int end)
    {
        var (place, half) = (Trie.PlaceOf(_nodes, node), Trie.HalfOf(_nodes, node));
        if (node <= 0)
            return node < 0 && place >= end ? 0 : node;
        return end <= place - half ? 0
            : end >= place + half ? node
            : end <= place ? Below(_nodes[node].Left, end)
            : Join(_nodes[node].Left, Below(_nodes[node].Right, end), place);
    }

    /// <summary>A node's breakpoints from a number on.</summary>
    private int From(int node, int start)
    {
        var (place, half) = (Trie.PlaceOf(_nodes, node), Trie.HalfOf(_nodes, node));
        if (node <= 0)
            return node < 0 && place < start ? 0 : node;
        return start <= place - half ? node
            : start >= place + half ? 0
            : start >= place ? From(_nodes[node].Right, start)
            : Join(From(_nodes[node].Left, start), _nodes[node].Right, place);
    }

    private int Add(TrieNode node, int slot)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, _count * 2);
        _nodes[_count] = node;
        _table[slot] = _count++;
        if (_count * 2 > _table.Length)
            FillTable(_table.Length * 2);
        return _count - 1;
    }

    private void FillTable(int length)
    {
        _table = new int[length];
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
