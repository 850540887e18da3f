namespace Starface.Policy.Flows;

/// <summary>
/// The services that are open at the present point of a sweep, as a multiset: at each number how many more runs of services
/// begin than end there. Items are runs as <see cref="Pack"/> writes them.
/// </summary>
/// <remarks>Every step costs the number of different ends of the runs open at that point.</remarks>
internal struct ServiceSweep(ServicePoolBuilder pool) : ISweepState
{
    private int[] _at = new int[16];
    private int[] _change = new int[16];
    private int _count;

    public static long Pack(FlowRange range)
    {
        var (from, end) = ServiceAxis.Of(range);
        return (long)from << 32 | (uint)end;
    }

    public void Open(long item)
    {
        Change((int)(item >> 32), 1);
        Change((int)item, -1);
    }

    public void Close(long item)
    {
        Change((int)(item >> 32), -1);
        Change((int)item, 1);
    }

    public readonly int Value()
    {
        if (_count == 0)
            return 0;
        var toggles = pool.Scratch(_count);
        int written = 0, cover = 0;
        for (var i = 0; i < _count; i++)
        {
            var wasOpen = cover > 0;
            cover += _change[i];
            if (wasOpen != cover > 0)
                toggles[written++] = _at[i];
        }

        return pool.Commit(written);
    }

    private void Change(int at, int change)
    {
        var index = Toggles.CountUpTo(_at.AsSpan(0, _count), at) - 1;
        if (index >= 0 && _at[index] == at)
        {
            _change[index] += change;
            if (_change[index] == 0)
                RemoveAt(index);
            return;
        }

        InsertAt(index + 1, at, change);
    }

    private void InsertAt(int index, int at, int change)
    {
        if (_count == _at.Length)
        {
            Array.Resize(ref _at, _count * 2);
            Array.Resize(ref _change, _count * 2);
        }

        Array.Copy(_at, index, _at, index + 1, _count - index);
        Array.Copy(_change, index, _change, index + 1, _count - index);
        _at[index] = at;
        _change[index] = change;
        _count++;
    }

    private void RemoveAt(int index)
    {
        _count--;
        Array.Copy(_at, index + 1, _at, index, _count - index);
        Array.Copy(_change, index + 1, _change, index, _count - index);
    }
}
