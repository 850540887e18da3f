using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>Ranges of services that open and close, and the set of all services that any open range covers.</summary>
/// <remarks>
/// <para>
/// A segment tree over the ends of all ranges, in the shape of the trie of these ends. A node stands for the services from its first end
/// up to the end after its last one. It counts the open ranges that cover it and not its whole parent, and remembers its part of the
/// set until a range changes below it.
/// </para>
/// <para>
/// So a range of all ports that opens over thousands of open ports costs no more than one that opens alone. Cost of a change: the depth
/// of the tree (at most 25) for each of both ends, and as much again when the set is asked for.
/// </para>
/// </remarks>
internal sealed class OpenServices
{
    /// <summary>Marks a part of the set that has to be found again. No node of a trie has this number.</summary>
    private const int Unknown = int.MinValue;

    private readonly ServicePoolBuilder _pool;
    private readonly int[] _ends;

    // A branch has the index of the first end in its right child, which is not the first of any other branch's. The leaf of the end i
    // has the index i + the number of ends.
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _counts;

    // The breakpoints of the set in each branch, where the services before the branch are closed, and where they are open.
    private readonly int[] _afterClosed;
    private readonly int[] _afterOpen;
    private readonly int _root;

    /// <summary>Nothing is open at first. Cost: sorting the different ranges.</summary>
    /// <param name="pool">Stores the sets.</param>
    /// <param name="ranges">All ranges that may open, at least one.</param>
    public OpenServices(ServicePoolBuilder pool, ReadOnlySpan<ServiceRange> ranges)
    {
        _pool = pool;
        _ends = EndsOf(ranges);
        _left = new int[_ends.Length];
        _right = new int[_ends.Length];
        _counts = new int[2 * _ends.Length];
        _afterClosed = new int[_ends.Length];
        _afterOpen = new int[_ends.Length];
        _afterOpen.AsSpan().Fill(Unknown);
        _root = CreateNode(0, _ends.Length);
    }

    /// <summary>Opens a range (1), or closes one that is open (-1).</summary>
    public void Change(ServiceRange range, int change) => Change(_root, 0, _ends.Length - 1, range, change);

    /// <summary>The open services, as a set of the pool.</summary>
    public int Value() => PartOf(_root, 0, isOpenBefore: false);

    private static int[] EndsOf(ReadOnlySpan<ServiceRange> ranges)
    {
        var different = new HashSet<ServiceRange>();
        foreach (var range in ranges)
            different.Add(range);
        var ends = new int[2 * different.Count];
        var count = 0;
        foreach (var range in different)
        {
            ends[count++] = range.Start;
            ends[count++] = range.End;
        }

        Array.Sort(ends);
        count = 0;
        foreach (var end in ends)
        {
            if (count == 0 || ends[count - 1] != end)
                ends[count++] = end;
        }

        Array.Resize(ref ends, count);
        return ends;
    }

    /// <summary>Creates the node of the ends from one index to before another.</summary>
    private int CreateNode(int from, int to)
    {
        if (to - from == 1)
            return from + _ends.Length;
        var middle = Array.BinarySearch(_ends, from, to - from, Trie.SplitBetween(_ends[from], _ends[to - 1]));
        middle = middle < 0 ? ~middle : middle;
        (_left[middle], _right[middle]) = (CreateNode(from, middle), CreateNode(middle, to));
        return middle;
    }

    /// <summary>Changes the nodes that together are a range, from a node down, and tells whether its part of the set changes.</summary>
    private bool Change(int node, int first, int last, ServiceRange range, int change)
    {
        if (range.Start <= _ends[first] && _ends[last] < range.End)
        {
            _counts[node] += change;
            return _counts[node] == (change > 0 ? 1 : 0);
        }

        // A range ends at ends, so a leaf is covered whole or not at all, and this is a branch.
        var changes = range.Start < _ends[node] && Change(_left[node], first, node - 1, range, change);
        changes |= range.End > _ends[node] && Change(_right[node], node, last, range, change);
        if (changes)
            (_afterClosed[node], _afterOpen[node]) = (Unknown, Unknown);
        return changes && _counts[node] == 0;
    }

    /// <summary>The breakpoints of the set in a node: those of its own are not looked at where an open range covers all of it.</summary>
    private int PartOf(int node, int first, bool isOpenBefore)
    {
        if (_counts[node] > 0 || node >= _ends.Length)
            return _counts[node] > 0 == isOpenBefore ? 0 : Trie.Leaf(_ends[first]);
        ref var known = ref (isOpenBefore ? _afterOpen : _afterClosed)[node];
        if (known == Unknown)
        {
            var left = PartOf(_left[node], first, isOpenBefore);
            var right = PartOf(_right[node], node, isOpenBefore ^ _pool.IsOdd(left));
            known = _pool.Join(left, right, Trie.SplitBetween(_ends[node - 1], _ends[node]));
        }

        return known;
    }
}
