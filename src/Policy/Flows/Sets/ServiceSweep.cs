using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>The services that are open at the current address of a sweep, as a service set of a pool.</summary>
/// <remarks>
/// <para>
/// Ranges of services may overlap, so a service is open as long as any range covers it. The sweep therefore counts: it keeps the
/// different ends of the open ranges in order and, for the services from one end to the next, the number of ranges that cover them.
/// A change of one range touches only the ends within it, and only where a count changes between 0 and 1 does the set change.
/// </para>
/// <para>
/// Cost of a step: the ends within the range, plus the depth of a trie (at most 25) for each breakpoint that changes.
/// </para>
/// </remarks>
internal struct ServiceSweep(ServicePoolBuilder pool) : ISweepState
{
    // _ends[i] is the i-th end, and _cover[i] the number of open ranges that cover the services from there to the next end.
    // The first place stands for all services before the first end, which no range covers.
    private int[] _ends = [-1, .. new int[15]];
    private int[] _cover = new int[16];
    private int _count = 1;

    /// <summary>The open services.</summary>
    private int _set;

    /// <summary>
    /// The range that is open alone and not among the ends, or the default value. At most addresses of a policy one range is open, and
    /// then nothing has to be counted. No real range is the default value, since ranges are not empty.
    /// </summary>
    private ServiceRange _alone;

    public void Open(ServiceRange services)
    {
        if (_set == 0)
        {
            _alone = services;
            _set = pool.Flip(0, services);
            return;
        }

        if (_alone != default)
        {
            // A second range opens: from here on both are counted.
            var alone = _alone;
            (_alone, _set) = (default, 0);
            Change(alone, 1);
        }

        Change(services, 1);
    }

    public void Close(ServiceRange services)
    {
        if (services == _alone)
            (_alone, _set) = (default, 0);
        else
            Change(services, -1);
    }

    public readonly int Value() => _set;

    /// <summary>Adds one to the cover of a range of services, or takes one away.</summary>
    private void Change(ServiceRange services, int change)
    {
        var first = IndexOfEnd(services.Start);
        var last = IndexOfEnd(services.End);
        // An end is a breakpoint of the set where exactly one of its two sides is covered. Compare that before and after the change,
        // from left to right. The set has an even number of breakpoints before and after, so the ends that change come in pairs, and
        // flipping the services between the two of a pair changes both.
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
                _set = pool.Flip(_set, new(changed, _ends[i]));
            changed = changed < 0 ? _ends[i] : -1;
        }

        // The later end first, so that the index of the earlier one stays right.
        RemoveIfNoEnd(last);
        RemoveIfNoEnd(first);
    }

    /// <summary>The index of an end, which is inserted if it is missing.</summary>
    private int IndexOfEnd(int end)
    {
        var index = IndexAt(end);
        if (_ends[index] == end)
            return index;
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 2);
            Array.Resize(ref _cover, _count * 2);
        }

        var next = index + 1;
        _ends.AsSpan(next, _count - next).CopyTo(_ends.AsSpan(next + 1));
        _cover.AsSpan(next, _count - next).CopyTo(_cover.AsSpan(next + 1));
        _ends[next] = end;
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
            if (_ends[middle] <= service)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>
    /// Removes an end that has the same cover on both sides. Where one open range ends and another begins the end may go as well:
    /// it is inserted again when one of them closes.
    /// </summary>
    private void RemoveIfNoEnd(int index)
    {
        if (_cover[index] != _cover[index - 1])
            return;
        _ends.AsSpan(index + 1, _count - index - 1).CopyTo(_ends.AsSpan(index));
        _cover.AsSpan(index + 1, _count - index - 1).CopyTo(_cover.AsSpan(index));
        _count--;
    }
}
