namespace Starface.Policy.Flows;

/// <summary>
/// Sorts the events of a plane by their points. The framework's sort does the same, but over keys of ours it is compiled anew at
/// every start of a program, which takes longer than sorting.
/// </summary>
internal static class EventSort
{
    /// <summary>Sorts stably. O(n log n).</summary>
    /// <param name="points">The points.</param>
    /// <param name="events">What happens at each of them.</param>
    /// <param name="count">How many there are.</param>
    public static void Sort<TKey>(ref TKey[] points, ref int[] events, int count)
        where TKey : struct, IAddressKey<TKey>
    {
        var (otherPoints, otherEvents) = (new TKey[points.Length], new int[events.Length]);
        for (var width = 1; width < count; width *= 2)
        {
            for (var start = 0; start < count; start += 2 * width)
                Merge(points, events, otherPoints, otherEvents, start, Math.Min(start + width, count), Math.Min(start + (2 * width), count));
            (points, otherPoints) = (otherPoints, points);
            (events, otherEvents) = (otherEvents, events);
        }
    }

    private static void Merge<TKey>(TKey[] points, int[] events, TKey[] toPoints, int[] toEvents, int start, int middle, int end)
        where TKey : struct, IAddressKey<TKey>
    {
        var (left, right) = (start, middle);
        for (var to = start; to < end; to++)
        {
            var from = left < middle && (right == end || points[left].CompareTo(points[right]) <= 0) ? left++ : right++;
            toPoints[to] = points[from];
            toEvents[to] = events[from];
        }
    }
}
