using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>The services that are open at the current address of a sweep, as a service set of a pool.</summary>
/// <remarks>
/// At most addresses of a policy one or two ranges are open. Then their set is made of them each time. Where many are open, only what
/// changes is looked at (<see cref="OpenServices"/>).
/// </remarks>
/// <param name="pool">Stores the set.</param>
/// <param name="services">All ranges that may open.</param>
internal struct ServiceSweep(ServicePoolBuilder pool, ReadOnlyMemory<ServiceRange> services) : ISweepState
{
    private const int Few = 8;

    /// <summary>The open ranges in order of their starts, as long as there are few.</summary>
    private readonly ServiceRange[] _few = new ServiceRange[Few];

    /// <summary>The open ranges, from where there are more than a few to where none is open.</summary>
    private OpenServices? _many;

    /// <summary>The number of open ranges.</summary>
    private int _count;
    private bool _areMany;

    public void Open(ServiceRange range)
    {
        if (_count == Few && !_areMany)
        {
            _areMany = true;
            _many ??= new(pool, services.Span);
            foreach (var open in _few)
                _many.Change(open, 1);
        }

        if (_areMany)
        {
            _many!.Change(range, 1);
        }
        else
        {
            var to = _count;
            for (; to > 0 && range.Start < _few[to - 1].Start; to--)
                _few[to] = _few[to - 1];
            _few[to] = range;
        }

        _count++;
    }

    public void Close(ServiceRange range)
    {
        _count--;
        if (_areMany)
        {
            _many!.Change(range, -1);
            _areMany = _count > 0;
        }
        else
        {
            for (var from = Array.IndexOf(_few, range); from < _count; from++)
                _few[from] = _few[from + 1];
        }
    }

    public readonly int Value()
    {
        if (_areMany)
            return _many!.Value();
        var set = 0;
        for (int i = 0, next; i < _count; i = next)
        {
            var end = _few[i].End;
            for (next = i + 1; next < _count && _few[next].Start <= end; next++)
                end = Math.Max(end, _few[next].End);
            set = pool.ExclusiveOr(set, pool.SetOf(new(_few[i].Start, end)));
        }

        return set;
    }
}
