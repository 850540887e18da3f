namespace Starface.Policy.Flows.Services;

/// <summary>A branch of a <see cref="Trie"/>.</summary>
/// <param name="left">The node with the breakpoints before <see cref="Split"/>; never empty.</param>
/// <param name="right">The node with the breakpoints from <see cref="Split"/> on; never empty.</param>
/// <param name="split">The middle of the smallest block that holds all breakpoints; its lowest set bit is half the block's size.</param>
/// <param name="count">The number of breakpoints.</param>
internal readonly struct TrieNode(int left, int right, int split, int count)
{
    public int Left { get; } = left;

    public int Right { get; } = right;

    public int Split { get; } = split;

    public int Count { get; } = count;
}
