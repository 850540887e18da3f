namespace Starface.Policy.Flows;

/// <summary>Gathers address ranges with an item each, and sweeps over them to build a plane.</summary>
internal sealed class PlaneBuilder<TKey>
    where TKey : struct, IAddressKey<TKey>
{
    private long[] _items = [];
    private TKey[] _points = [];
    private int[] _events = [];
    private int _itemCount;
    private int _eventCount;

    /// <summary>Adds a range of addresses of this family.</summary>
    public void Add(in AddressRange range, long item)
    {
        if (_itemCount == _items.Length)
            Array.Resize(ref _items, Math.Max(16, _itemCount * 2));
        if (_eventCount + 2 > _points.Length)
        {
            Array.Resize(ref _points, Math.Max(32, _points.Length * 2));
            Array.Resize(ref _events, _points.Length);
        }

        AddEvent(default(TKey).Of(range.First), _itemCount << 1 | 1);
        var last = default(TKey).Of(range.Last);
        if (!last.IsLast)
            AddEvent(last.Next(), _itemCount << 1);
        _items[_itemCount++] = item;
    }

    /// <summary>Builds the plane whose values the state gives. Cost: sorting the ends of the ranges, plus the state's cost at each.</summary>
    public Plane<TKey> Build<TState>(ref TState state)
        where TState : struct, ISweepState
    {
        if (_itemCount == 0)
            return Plane<TKey>.Empty;
        EventSort.Sort(_points, _events, _eventCount);
        var writer = new PlaneWriter<TKey>(_eventCount + 1);
        if (!_points[0].Equals(default))
            writer.Write(default, 0);
        for (var i = 0; i < _eventCount;)
        {
            var point = _points[i];
            for (; i < _eventCount && _points[i].Equals(point); i++)
            {
                var item = _items[_events[i] >> 1];
                if ((_events[i] & 1) != 0)
                    state.Open(item);
                else
                    state.Close(item);
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
