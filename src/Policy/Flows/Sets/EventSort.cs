namespace Starface.Policy.Flows.Sets;

/// <summary>
/// Sorts the events of a plane by their points. The framework's sort does the same, but over keys of ours it is compiled anew at
/// every start of a program, which takes longer than sorting.
/// </summary>
internal static class EventSort
{
    /// <summary>From more events on, a pass over a digit is cheaper than insertion.</summary>
    internal const int Few = 48;

    private const int DigitValues = 256;

    /// <summary>
    /// Sorts stably: byte by byte from the highest, each part that has a byte in common by the next one, until few are left.
    /// O(n) passes over the bytes in which points differ; where points lie apart these are two or three.
    /// </summary>
    /// <param name="points">The points.</param>
    /// <param name="events">What happens at each of them.</param>
    /// <param name="count">How many there are.</param>
    public static void Sort<TKey>(TKey[] points, int[] events, int count)
        where TKey : struct, IAddressKey<TKey>
    {
        if (count <= Few)
            SortByInsertion(points, events, 0, count);
        else
            new Digits<TKey>(points, events, count).Sort(0, count, default(TKey).Digits - 1);
    }

    private static void SortByInsertion<TKey>(TKey[] points, int[] events, int from, int end)
        where TKey : struct, IAddressKey<TKey>
    {
        for (var next = from + 1; next < end; next++)
        {
            var (point, happening) = (points[next], events[next]);
            var to = next;
            for (; to > from && point.CompareTo(points[to - 1]) < 0; to--)
                (points[to], events[to]) = (points[to - 1], events[to - 1]);
            (points[to], events[to]) = (point, happening);
        }
    }

    /// <summary>The sort by digits, with the room that all its passes share.</summary>
    private readonly struct Digits<TKey>(TKey[] points, int[] events, int count)
        where TKey : struct, IAddressKey<TKey>
    {
        private readonly TKey[] _otherPoints = new TKey[count];
        private readonly int[] _otherEvents = new int[count];
        private readonly int[] _places = new int[DigitValues];

        /// <summary>Sorts the events from one to before another, whose points have all digits above this one in common.</summary>
        public void Sort(int from, int end, int digit)
        {
            // Networks of one provider have their first bytes in common.
            while (end - from > Few && digit >= 0 && !Distribute(from, end, digit))
                digit--;
            if (end - from <= Few)
                SortByInsertion(points, events, from, end);
            else if (digit > 0)
                SortParts(from, end, digit);
        }

        /// <summary>Puts the events in the order of a digit, unless all have it in common.</summary>
        private bool Distribute(int from, int end, int digit)
        {
            Array.Clear(_places, 0, DigitValues);
            for (var i = from; i < end; i++)
                _places[points[i].Digit(digit)]++;
            if (_places[points[from].Digit(digit)] == end - from)
                return false;
            for (int value = 0, before = from; value < DigitValues; value++)
                (_places[value], before) = (before, before + _places[value]);
            for (var i = from; i < end; i++)
            {
                var to = _places[points[i].Digit(digit)]++;
                _otherPoints[to] = points[i];
                _otherEvents[to] = events[i];
            }

            Array.Copy(_otherPoints, from, points, from, end - from);
            Array.Copy(_otherEvents, from, events, from, end - from);
            return true;
        }

        /// <summary>Sorts each run of events with the same digit by the digits below.</summary>
        private void SortParts(int from, int end, int digit)
        {
            for (int first = from, next; first < end; first = next)
            {
                var value = points[first].Digit(digit);
                for (next = first + 1; next < end && points[next].Digit(digit) == value;)
                    next++;
                Sort(first, next, digit - 1);
            }
        }
    }
}
