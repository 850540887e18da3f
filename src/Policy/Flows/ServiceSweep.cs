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

    public static long Pack(in FlowRange range)
    {
        var (from, end) = ServiceAxis.Of(in range);
        return (long)from << 32 | (uint)end;
    }

    public void Open(long item) => Change(item, 1);

    public void Close(long item) => Change(item, -1);

    public readonly int Value() => _set;

    private void Change(long item, int change)
    {
        var first = IndexOfEnd((int)(item >> 32));
        var last = IndexOfEnd((int)item);
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
        var index = Toggles.CountUpTo(_from.AsSpan(0, _count), at) - 1;
        if (_from[index] == at)
            return index;
        if (_count == _from.Length)
        {
            Array.Resize(ref _from, _count * 2);
            Array.Resize(ref _cover, _count * 2);
        }

        var next = index + 1;
        Array.Copy(_from, next, _from, next + 1, _count - next);
        Array.Copy(_cover, next, _cover, next + 1, _count - next);
        _from[next] = at;
        _cover[next] = _cover[index];
        _count++;
        return next;
    }

    private void RemoveIfNoEnd(int index)
    {
        if (_cover[index] != _cover[index - 1])
            return;
        _count--;
        Array.Copy(_from, index + 1, _from, index, _count - index);
        Array.Copy(_cover, index + 1, _cover, index, _count - index);
    }
}
