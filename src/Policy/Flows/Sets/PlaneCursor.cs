namespace Starface.Policy.Flows.Sets;

/// <summary>Walks over the breakpoints of two planes in ascending order, each address once.</summary>
internal ref struct PlaneCursor<TKey>(ReadOnlySpan<TKey> left, ReadOnlySpan<TKey> right)
    where TKey : struct, IAddressKey<TKey>
{
    private readonly ReadOnlySpan<TKey> _left = left;
    private readonly ReadOnlySpan<TKey> _right = right;

    /// <summary>The current breakpoint.</summary>
    public TKey Start { get; private set; }

    /// <summary>The index of the left plane's run that holds it.</summary>
    public int Left { get; private set; } = -1;

    /// <summary>The index of the right plane's run that holds it.</summary>
    public int Right { get; private set; } = -1;

    public bool MoveNext()
    {
        int nextLeft = Left + 1, nextRight = Right + 1;
        var order = nextLeft == _left.Length ? 1
            : nextRight == _right.Length ? -1
            : _left[nextLeft].CompareTo(_right[nextRight]);
        if (order > 0 && nextRight == _right.Length)
            return false;
        Start = order <= 0 ? _left[nextLeft] : _right[nextRight];
        if (order <= 0)
            Left = nextLeft;
        if (order >= 0)
            Right = nextRight;
        return true;
    }
}
