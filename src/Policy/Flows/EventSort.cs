namespace Starface.Policy.Flows;

/// <summary>
/// Sorts the events of a plane by their points. The framework's sort does the same, but over keys of ours it is compiled anew at
/// every start of a program, which takes longer than sorting.
/// </summary>
internal static class EventSort
{
    /// <summary>From so many events on, passes over the digits are cheaper than comparisons; below, the counters of the digits cost more than they save.</summary>
    internal const int Many = 512;

    private const int DigitValues = 256;

    /// <summary>Sorts stably. O(n log n) for few events, O(n) for many: a pass for each byte in which points differ.</summary>
    /// <param name="points">The points.</param>
    /// <param name="events">What happens at each of them.</param>
    /// <param name="count">How many there are.</param>
    public static void Sort<TKey>(ref TKey[] points, ref int[] events, int count)
        where TKey : struct, IAddressKey<TKey>
    {
        if (count < Many)
            SortByMerging(ref points, ref events, count);
        else
            SortByDigits(ref points, ref events, count);
    }

    private static void SortByMerging<TKey>(ref TKey[] points, ref int[] events, int count)
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

    /// <summary>From the lowest byte to the highest, so that each pass keeps the order that those before it made.</summary>
    private static void SortByDigits<TKey>(ref TKey[] points, ref int[] events, int count)
        where TKey : struct, IAddressKey<TKey>
    {
        var (otherPoints, otherEvents) = (new TKey[points.Length], new int[events.Length]);
        var places = new int[DigitValues];
        for (var digit = 0; digit < default(TKey).Digits; digit++)
        {
            Array.Clear(places, 0, DigitValues);
            for (var i = 0; i < count; i++)
                places[points[i].Digit(digit)]++;
            // Prefixes end in zeros: all points have this digit in common.
            if (places[points[0].Digit(digit)] == count)
                continue;
            for (int value = 0, before = 0; value < DigitValues; value++)
                (places[value], before) = (before, before + places[value]);
            for (var i = 0; i < count; i++)
            {
                var to = places[points[i].Digit(digit)]++;
                otherPoints[to] = points[i];
                otherEvents[to] = events[i];
            }

            (points, otherPoints) = (otherPoints, points);
            (events, otherEvents) = (otherEvents, events);
        }
    }
}
