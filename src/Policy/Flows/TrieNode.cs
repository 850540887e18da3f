namespace Starface.Policy.Flows;

/// <summary>
/// A branch of a trie of toggles. A node is known by a number: 0 is the empty trie, a negative number is the leaf of the
/// toggle <c>~number</c>, a positive number is the place of a branch in its pool.
/// </summary>
/// <param name="left">The toggles of the block that lie before <see cref="Split"/>; never empty.</param>
/// <param name="right">The toggles of the block from <see cref="Split"/> on; never empty.</param>
/// <param name="split">The middle of the smallest aligned block that holds all toggles; its lowest set bit is half the block's size.</param>
/// <param name="count">How many toggles there are.</param>
internal readonly struct TrieNode(int left, int right, int split, int count)
{
    public int Left { get; } = left;

    public int Right { get; } = right;

    public int Split { get; } = split;

    public int Count { get; } = count;
}
