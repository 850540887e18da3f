namespace Starface.Policy.Flows;

/// <summary>
/// Sets of integers as binary tries of their toggles (the points at which membership changes), without the branches that
/// have one side only. The shape follows from the toggles alone, so that equal sets have equal tries.
/// </summary>
internal static class Trie
{
    /// <summary>The leaf of one toggle.</summary>
    public static int Leaf(int toggle) => ~toggle;

    /// <summary>How many toggles a node has.</summary>
    public static int CountOf(TrieNode[] nodes, int node) => node < 0 ? 1 : nodes[node].Count;

    /// <summary>Whether a node has an odd number of toggles, so that membership after it differs from that before.</summary>
    public static bool IsOdd(TrieNode[] nodes, int node) => (CountOf(nodes, node) & 1) != 0;

    /// <summary>A number that tells where a node's block lies: the middle of a branch, the toggle of a leaf.</summary>
    public static int PlaceOf(TrieNode[] nodes, int node) => node < 0 ? ~node : nodes[node].Split;

    /// <summary>Half the size of a node's block; 0 for a leaf.</summary>
    public static int HalfOf(TrieNode[] nodes, int node) => node < 0 ? 0 : nodes[node].Split & -nodes[node].Split;

    /// <summary>Whether the block with this middle and half size holds a point.</summary>
    public static bool IsInBlock(int split, int half, int point) => ((split ^ point) & -(half << 1)) == 0;

    /// <summary>The middle of the smallest aligned block that holds two places of disjoint blocks.</summary>
    public static int SplitBetween(int left, int right)
    {
        var differing = left ^ right;
        differing |= differing >> 1;
        differing |= differing >> 2;
        differing |= differing >> 4;
        differing |= differing >> 8;
        differing |= differing >> 16;
        return Math.Max(left, right) & ~(differing >> 1);
    }

    /// <summary>How many toggles lie at or before a point; odd when the point is in the set. Cost: the depth, at most 25.</summary>
    public static int CountUpTo(TrieNode[] nodes, int node, int point)
    {
        var count = 0;
        while (node > 0)
        {
            var branch = nodes[node];
            if (!IsInBlock(branch.Split, branch.Split & -branch.Split, point))
                return point < branch.Split ? count : count + branch.Count;
            if (point < branch.Split)
            {
                node = branch.Left;
            }
            else
            {
                count += CountOf(nodes, branch.Left);
                node = branch.Right;
            }
        }

        return node < 0 && ~node <= point ? count + 1 : count;
    }
}
