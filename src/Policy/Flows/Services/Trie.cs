namespace Starface.Policy.Flows.Services;

/// <summary>
/// Sets of integers as binary tries of their breakpoints. A breakpoint is a number at which membership changes: the set of the
/// numbers 80 to 89 and 443 has the breakpoints 80, 90, 443 and 444.
/// </summary>
/// <remarks>
/// <para>
/// A node is an integer: 0 is the empty trie, a negative number is the leaf of the breakpoint <c>~node</c>, and a positive number is
/// the index of a branch in an array of <see cref="TrieNode"/>.
/// </para>
/// <para>
/// A block is a range of 2^k numbers that starts at a multiple of 2^k. A branch stands for the smallest block that holds all of its
/// breakpoints and splits it in the middle, so levels with one child do not exist. The shape depends on the breakpoints alone:
/// equal sets have equal tries, which is why comparing two sets of one pool is comparing two integers.
/// </para>
/// </remarks>
internal static class Trie
{
    /// <summary>The leaf of one breakpoint.</summary>
    public static int Leaf(int breakpoint) => ~breakpoint;

    /// <summary>The number of breakpoints in a node. The branch at index 0 has none, so the empty trie needs no special case.</summary>
    public static int CountOf(TrieNode[] nodes, int node) => node < 0 ? 1 : nodes[node].Count;

    /// <summary>Whether a node has an odd number of breakpoints, so that membership after it differs from membership before it.</summary>
    public static bool IsOdd(TrieNode[] nodes, int node) => (CountOf(nodes, node) & 1) != 0;

    /// <summary>A number inside a node's block: the split of a branch, the breakpoint of a leaf.</summary>
    public static int PlaceOf(TrieNode[] nodes, int node) => node < 0 ? ~node : nodes[node].Split;

    /// <summary>Half the size of a node's block; 0 for a leaf.</summary>
    public static int HalfOf(TrieNode[] nodes, int node) => node < 0 ? 0 : nodes[node].Split & -nodes[node].Split;

    /// <summary>Whether the block with this split and half size holds a number.</summary>
    public static bool IsInBlock(int split, int half, int number) => ((split ^ number) & -(half << 1)) == 0;

    /// <summary>The split of the smallest block that holds the places of two disjoint blocks.</summary>
    public static int SplitBetween(int left, int right)
    {
        // The highest bit in which the places differ decides: fill all bits below it, and the split is the larger place
        // with everything below that bit cleared.
        var differing = left ^ right;
        differing |= differing >> 1;
        differing |= differing >> 2;
        differing |= differing >> 4;
        differing |= differing >> 8;
        differing |= differing >> 16;
        return Math.Max(left, right) & ~(differing >> 1);
    }

    /// <summary>The split of the smallest block that holds two nodes, neither of them empty, which are not the same leaf.</summary>
    public static int CommonSplit(TrieNode[] leftNodes, int left, TrieNode[] rightNodes, int right)
    {
        var (leftPlace, leftHalf) = (PlaceOf(leftNodes, left), HalfOf(leftNodes, left));
        var (rightPlace, rightHalf) = (PlaceOf(rightNodes, right), HalfOf(rightNodes, right));
        // One block lies in the other one, or is the same; or they are disjoint.
        return left > 0 && leftHalf >= rightHalf && IsInBlock(leftPlace, leftHalf, rightPlace) ? leftPlace
            : right > 0 && rightHalf > leftHalf && IsInBlock(rightPlace, rightHalf, leftPlace) ? rightPlace
            : SplitBetween(leftPlace, rightPlace);
    }

    /// <summary>A node's breakpoints before a split, and those from it on. The split is the node's own or outside of its block.</summary>
    public static (int Before, int After) Cut(TrieNode[] nodes, int node, int split)
    {
        var place = PlaceOf(nodes, node);
        return node > 0 && place == split ? (nodes[node].Left, nodes[node].Right)
            : place < split ? (node, 0)
            : (0, node);
    }

    /// <summary>The last breakpoint at or before a number, or -1. Cost: the depth, at most 25.</summary>
    public static int LastUpTo(TrieNode[] nodes, int node, int number)
    {
        if (node <= 0)
            return node < 0 && ~node <= number ? ~node : -1;
        if (number < nodes[node].Split)
            return LastUpTo(nodes, nodes[node].Left, number);
        var last = LastUpTo(nodes, nodes[node].Right, number);
        return last >= 0 ? last : LastUpTo(nodes, nodes[node].Left, number);
    }

    /// <summary>The first breakpoint after a number, or -1. Cost: the depth, at most 25.</summary>
    public static int FirstAfter(TrieNode[] nodes, int node, int number)
    {
        if (node <= 0)
            return node < 0 && ~node > number ? ~node : -1;
        if (number >= nodes[node].Split)
            return FirstAfter(nodes, nodes[node].Right, number);
        var first = FirstAfter(nodes, nodes[node].Left, number);
        return first >= 0 ? first : FirstAfter(nodes, nodes[node].Right, number);
    }

    /// <summary>The number of breakpoints at or before a number; odd when the number is in the set. Cost: the depth, at most 25.</summary>
    public static int CountUpTo(TrieNode[] nodes, int node, int number)
    {
        var count = 0;
        while (node > 0)
        {
            var branch = nodes[node];
            if (!IsInBlock(branch.Split, branch.Split & -branch.Split, number))
                return number < branch.Split ? count : count + branch.Count;
            if (number < branch.Split)
            {
                node = branch.Left;
            }
            else
            {
                count += CountOf(nodes, branch.Left);
                node = branch.Right;
            }
        }

        return node < 0 && ~node <= number ? count + 1 : count;
    }
}
