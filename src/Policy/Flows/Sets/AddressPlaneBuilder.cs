using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>Collects address ranges with the services of each, and builds a plane from them with a sweep.</summary>
/// <remarks>
/// A sweep looks at the ends of the ranges in ascending order. At each address where any range begins or ends, the state is told about
/// it, and then gives the value up to the next such address.
/// </remarks>
internal sealed class AddressPlaneBuilder<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    // Event i happens at the address _points[i]. _events[i] is twice the index of the range in _services, plus 1 where it begins.
    private ServiceRange[] _services = [];
    private TKey[] _points = [];
    private int[] _events = [];
    private int _rangeCount;
    private int _eventCount;

    /// <summary>The services of each range that was added.</summary>
    public ReadOnlyMemory<ServiceRange> Services => _services.AsMemory(0, _rangeCount);

    /// <summary>Adds a range of addresses of this family.</summary>
    public void Add(in AddressRange range, ServiceRange services)
    {
        if (_rangeCount == _services.Length)
            Array.Resize(ref _services, Math.Max(16, _rangeCount * 2));
        if (_eventCount + 2 > _points.Length)
        {
            Array.Resize(ref _points, Math.Max(32, _points.Length * 2));
            Array.Resize(ref _events, _points.Length);
        }

        AddEvent(default(TKey).From(range.First), _rangeCount << 1 | 1);
        var last = default(TKey).From(range.Last);
        // A range that reaches the last address never ends: no address follows.
        if (!last.IsLast)
            AddEvent(last.Next(), _rangeCount << 1);
        _services[_rangeCount++] = services;
    }

    /// <summary>Builds the plane with the values that the state gives. Cost: sorting the ends of the ranges, plus the state's.</summary>
    public AddressPlane<TKey> Build<TState>(ref TState state)
        where TState : struct, ISweepState
    {
        if (_rangeCount == 0)
            return AddressPlane<TKey>.Empty;
        EventSort.Sort(_points, _events, _eventCount);
        var writer = new PlaneWriter<TKey>(_eventCount + 1);
        if (!_points[0].Equals(default))
            writer.Write(default, 0);
        for (var i = 0; i < _eventCount;)
        {
            // All events at one address come before the value is asked for, so their order does not matter.
            var point = _points[i];
            for (; i < _eventCount && _points[i].Equals(point); i++)
            {
                var services = _services[_events[i] >> 1];
                if ((_events[i] & 1) != 0)
                    state.Open(services);
                else
                    state.Close(services);
            }

            writer.Write(point, state.Value());
        }

        return writer.ToPlane();
    }

    private void AddEvent(TKey point, int tag)
    {
        _points[_eventCount] = point;
        _events[_eventCount++] = tag;
    }
}
