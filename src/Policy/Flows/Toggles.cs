namespace Starface.Policy.Flows;

/// <summary>
/// Sets of integers as the sorted points at which membership toggles: <c>[a, b, c, d]</c> is <c>a ≤ x &lt; b</c> or <c>c ≤ x &lt; d</c>.
/// There is one such array for a set, so that equal arrays mean equal sets. The length is even.
/// </summary>
internal static class Toggles
{
    /// <summary>Whether the operation's truth table holds a point.</summary>
    public static bool Holds(this SetOperation operation, bool inLeft, bool inRight) =>
        ((int)operation >> ((inLeft ? 1 : 0) | (inRight ? 2 : 0)) & 1) != 0;

    /// <summary>Writes the result of an operation and returns its length, at most the sum of both lengths. Linear.</summary>
    public static int Combine(ReadOnlySpan<int> left, ReadOnlySpan<int> right, SetOperation operation, Span<int> output)
    {
        int i = 0, j = 0, count = 0;
        while (i < left.Length || j < right.Length)
        {
            var at = Step(left, right, ref i, ref j);
            // A toggle was written for every change so far, so the parity of the count is the present membership.
            if (operation.Holds((i & 1) != 0, (j & 1) != 0) != ((count & 1) != 0))
                output[count++] = at;
        }

        return count;
    }

    /// <summary>Whether the result of an operation holds any point. Linear, and stops at the first point.</summary>
    public static bool Any(ReadOnlySpan<int> left, ReadOnlySpan<int> right, SetOperation operation)
    {
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            Step(left, right, ref i, ref j);
            if (operation.Holds((i & 1) != 0, (j & 1) != 0))
                return true;
        }

        return false;
    }

    /// <summary>Whether every point from <paramref name="from"/> to before <paramref name="end"/> is in the set. Logarithmic.</summary>
    public static bool Contains(ReadOnlySpan<int> set, int from, int end)
    {
        var after = CountUpTo(set, from);
        return (after & 1) != 0 && end <= set[after];
    }

    /// <summary>How many toggles lie at or before a point; odd when the point is in the set. Logarithmic.</summary>
    public static int CountUpTo(ReadOnlySpan<int> set, int point)
    {
        int low = 0, high = set.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (set[middle] <= point)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Moves past the next toggle of either side, or of both where they coincide.</summary>
    private static int Step(ReadOnlySpan<int> left, ReadOnlySpan<int> right, ref int i, ref int j)
    {
        var nextLeft = i < left.Length ? left[i] : int.MaxValue;
        var nextRight = j < right.Length ? right[j] : int.MaxValue;
        if (nextLeft <= nextRight)
            i++;
        if (nextRight <= nextLeft)
            j++;
        return Math.Min(nextLeft, nextRight);
    }
}
