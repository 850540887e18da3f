namespace Starface.Policy.Flows;

/// <summary>
/// The services that are open at the present point of a sweep: how many runs cover the services from each end of a run to
/// the next. Items are runs as <see cref="Pack"/> writes them.
/// </summary>
/// <remarks>Every step costs the number of different ends within the run, plus the depth of a trie for each toggle that changes.</remarks>
internal struct ServiceSweep(ServicePoolBuilder pool) : ISweepState
{
    // The first place stands for everything before the first end, where nothing is open.
    private int[] _from = [-1, .. new int[15]];
    private int[] _cover = new int[16];
    private int _count = 1;
    private int _set;
    // A run that is open alone is kept here and not among the ends: in most places of a policy nothing else is open. No run is 0.
    private long _alone;

    public static long Pack(in FlowRange range)
    {
        var (from, end) = ServiceAxis.Of(in range);
        return (long)from << 32 | (uint)end;
    }

    public void Open(long item)
    {
        if (_set == 0)
        {
            _alone = item;
            _set = pool.Flip(0, FromOf(item), EndOf(item));
            return;
        }

        if (_alone != 0)
        {
            var alone = _alone;
            (_alone, _set) = (0, 0);
            Change(alone, 1);
        }

        Change(item, 1);
    }

    public void Close(long item)
    {
        if (item == _alone)
            (_alone, _set) = (0, 0);
        else
            Change(item, -1);
    }

    public readonly int Value() => _set;

    private static int FromOf(long item) => (int)(item >> 32);

    private static int EndOf(long item) => (int)item;

    private void Change(long item, int change)
    {
        var first = IndexOfEnd(FromOf(item));
        var last = IndexOfEnd(EndOf(item));
        // Within the run the cover changes; a toggle is where it is above zero on one side only.
        // Toggles change in pairs, since a set has an even number of them.
        var (wasOpen, isOpen) = (_cover[first - 1] > 0, _cover[first - 1] > 0);
        var changed = -1;
        for (var i = first; i <= last; i++)
        {
            var (wasOpenBefore, isOpenBefore) = (wasOpen, isOpen);
            wasOpen = _cover[i] > 0;
            if (i < last)
                _cover[i] += change;
            isOpen = _cover[i] > 0;
            if ((wasOpen != wasOpenBefore) == (isOpen != isOpenBefore))
                continue;
            if (changed >= 0)
                _set = pool.Flip(_set, changed, _from[i]);
            changed = changed < 0 ? _from[i] : -1;
        }

        RemoveIfNoEnd(last);
        RemoveIfNoEnd(first);
    }

    /// <summary>The index of an end, which is made where it is missing.</summary>
    private int IndexOfEnd(int at)
    {
        var index = IndexAt(at);
        if (_from[index] == at)
            return index;
        if (_count == _from.Length)
        {
            Array.Resize(ref _from, _count * 2);
            Array.Resize(ref _cover, _count * 2);
        }

        var next = index + 1;
        _from.AsSpan(next, _count - next).CopyTo(_from.AsSpan(next + 1));
        _cover.AsSpan(next, _count - next).CopyTo(_cover.AsSpan(next + 1));
        _from[next] = at;
        _cover[next] = _cover[index];
        _count++;
        return next;
    }

    /// <summary>The index of the last end at or before a service. Logarithmic.</summary>
    private readonly int IndexAt(int service)
    {
        int low = 0, high = _count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (_from[middle] <= service)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private void RemoveIfNoEnd(int index)
    {
        if (_cover[index] != _cover[index - 1])
            return;
        _from.AsSpan(index + 1, _count - index - 1).CopyTo(_from.AsSpan(index));
        _cover.AsSpan(index + 1, _count - index - 1).CopyTo(_cover.AsSpan(index));
        _count--;
    }
}
