namespace Starface.Policy.Flows.Services;

/// <summary>
/// Applies a set operation to service sets of two pools and stores the results in a third. Each pair of subtries is combined once,
/// so the cost of all combinations together is bounded by the number of different pairs of subtries that meet.
/// </summary>
/// <param name="left">The pool of the left operands.</param>
/// <param name="right">The pool of the right operands.</param>
/// <param name="operation">The operation.</param>
/// <param name="output">Stores the results.</param>
internal sealed class ServiceCombiner(ServicePool left, ServicePool right, SetOperation operation, ServicePoolBuilder output)
{
    private readonly TrieNode[] _left = left.Nodes;
    private readonly TrieNode[] _right = right.Nodes;

    /// <summary>For each branch of an operand its copy in the output, or 0.</summary>
    private readonly int[] _copiedLeft = new int[left.Nodes.Length];
    private readonly int[] _copiedRight = new int[right.Nodes.Length];
    private readonly PairCache _known = new();

    /// <summary>The result for two sets, as a set of the output.</summary>
    public int Combine(int left, int right) => Combine(left, right, inLeft: false, inRight: false);

    /// <summary>
    /// The breakpoints of the result within one block. A trie holds changes of membership and not membership itself, so the flags say
    /// whether the numbers before the first breakpoint of the block are in the operands.
    /// </summary>
    private int Combine(int left, int right, bool inLeft, bool inRight)
    {
        // An operand without breakpoints is constant here: the result changes with the other operand, or not at all.
        if (left == 0)
            return right != 0 && Differs((inLeft, false), (inLeft, true)) ? Copy(_right, right, _copiedRight) : 0;
        if (right == 0)
            return Differs((false, inRight), (true, inRight)) ? Copy(_left, left, _copiedLeft) : 0;
        // Leaves are cheap; only pairs of branches are worth a place in the cache.
        if (left < 0 || right < 0)
            return Merge(left, right, inLeft, inRight);

        var rightKey = right << 2 | (inLeft ? 1 : 0) | (inRight ? 2 : 0);
        if (!_known.TryGet(left, rightKey, out var result))
        {
            result = Merge(left, right, inLeft, inRight);
            _known.Add(left, rightKey, result);
        }

        return result;
    }

    /// <summary>Combines two nodes that both have breakpoints: splits both at one number and combines the halves.</summary>
    private int Merge(int left, int right, bool inLeft, bool inRight)
    {
        // Two leaves of one breakpoint: both memberships change at the same number.
        if (left < 0 && left == right)
            return Differs((inLeft, inRight), (!inLeft, !inRight)) ? left : 0;

        var split = Trie.CommonSplit(_left, left, _right, right);
        var (leftBefore, leftAfter) = Trie.Cut(_left, left, split);
        var (rightBefore, rightAfter) = Trie.Cut(_right, right, split);
        // Membership after the split is membership before, reversed once for each breakpoint in the first half.
        var before = Combine(leftBefore, rightBefore, inLeft, inRight);
        var after = Combine(leftAfter, rightAfter, inLeft ^ Trie.IsOdd(_left, leftBefore), inRight ^ Trie.IsOdd(_right, rightBefore));
        return output.Join(before, after, split);
    }

    /// <summary>Whether membership in the result differs between two combinations of membership in the operands.</summary>
    private bool Differs((bool Left, bool Right) one, (bool Left, bool Right) other) =>
        operation.Holds(one.Left, one.Right) != operation.Holds(other.Left, other.Right);

    private int Copy(TrieNode[] source, int node, int[] copies)
    {
        if (node <= 0)
            return node;
        if (copies[node] == 0)
        {
            var (left, right) = (Copy(source, source[node].Left, copies), Copy(source, source[node].Right, copies));
            copies[node] = output.Join(left, right, source[node].Split);
        }

        return copies[node];
    }
}
