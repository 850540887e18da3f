namespace Starface.Policy.Flows;

/// <summary>
/// A set operation on planes whose values are service sets of two pools; the results go to a third. Each pair of subtries is
/// worked out once. Also tests whether the result is not empty.
/// </summary>
internal readonly struct ServiceCombiner(ServicePool left, ServicePool right, SetOperation operation, ServicePoolBuilder output) : IValueCombiner, IValueTest
{
    private readonly TrieNode[] _left = left.Nodes;
    private readonly TrieNode[] _right = right.Nodes;
    private readonly int[] _copiedLeft = new int[left.Nodes.Length];
    private readonly int[] _copiedRight = new int[right.Nodes.Length];
    private readonly PairMemo _known = new();

    public int Combine(int left, int right) => Combine(left, right, inLeft: false, inRight: false);

    public bool Holds(int left, int right) => Combine(left, right) != 0;

    /// <summary>The result within a block, where the flags say whether the points before the block's first toggle are in the sets.</summary>
    private int Combine(int left, int right, bool inLeft, bool inRight)
    {
        // Without toggles on one side that side is constant, and the result has the other side's toggles or none.
        if (left == 0)
            return right != 0 && Differs((inLeft, false), (inLeft, true)) ? Copy(_right, right, _copiedRight) : 0;
        if (right == 0)
            return Differs((false, inRight), (true, inRight)) ? Copy(_left, left, _copiedLeft) : 0;
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

    private int Merge(int left, int right, bool inLeft, bool inRight)
    {
        var (leftPlace, leftHalf) = (Trie.PlaceOf(_left, left), Trie.HalfOf(_left, left));
        var (rightPlace, rightHalf) = (Trie.PlaceOf(_right, right), Trie.HalfOf(_right, right));
        if (left < 0 && left == right)
            return Differs((inLeft, inRight), (!inLeft, !inRight)) ? left : 0;

        // The block that holds both is cut in two, and so are the sides: a part that lies in one half only is nothing in the other.
        int split, leftBefore, leftAfter, rightBefore, rightAfter;
        if (leftHalf >= rightHalf && left > 0 && Trie.IsInBlock(leftPlace, leftHalf, rightPlace))
        {
            split = leftPlace;
            (leftBefore, leftAfter) = (_left[left].Left, _left[left].Right);
            (rightBefore, rightAfter) = Cut(_right, right, split);
        }
        else if (right > 0 && rightHalf > leftHalf && Trie.IsInBlock(rightPlace, rightHalf, leftPlace))
        {
            split = rightPlace;
            (leftBefore, leftAfter) = Cut(_left, left, split);
            (rightBefore, rightAfter) = (_right[right].Left, _right[right].Right);
        }
        else
        {
            split = Trie.SplitBetween(leftPlace, rightPlace);
            (leftBefore, leftAfter) = Cut(_left, left, split);
            (rightBefore, rightAfter) = Cut(_right, right, split);
        }

        var before = Combine(leftBefore, rightBefore, inLeft, inRight);
        var after = Combine(leftAfter, rightAfter, inLeft ^ Trie.IsOdd(_left, leftBefore), inRight ^ Trie.IsOdd(_right, rightBefore));
        return output.Join(before, after, split);
    }

    /// <summary>A node's toggles before and from a split on, where the split is the node's own or outside its block.</summary>
    private static (int Before, int After) Cut(TrieNode[] nodes, int node, int split)
    {
        var place = Trie.PlaceOf(nodes, node);
        return node > 0 && place == split ? (nodes[node].Left, nodes[node].Right)
            : place < split ? (node, 0)
            : (0, node);
    }

    private bool Differs((bool Left, bool Right) one, (bool Left, bool Right) other) =>
        operation.Holds(one.Left, one.Right) != operation.Holds(other.Left, other.Right);

    private int Copy(TrieNode[] source, int node, int[] copies)
    {
        if (node <= 0)
            return node;
        if (copies[node] == 0)
            copies[node] = output.Join(Copy(source, source[node].Left, copies), Copy(source, source[node].Right, copies), source[node].Split);
        return copies[node];
    }
}
