namespace Starface.Policy.Flows;

/// <summary>Gathers the rectangles of one direction.</summary>
internal sealed class FlowSideBuilder
{
    private readonly PlaneBuilder<Bits32> _ipv4 = new();
    private readonly PlaneBuilder<Bits128> _ipv6 = new();
    private readonly Dictionary<string, List<long>> _groups = new(StringComparer.Ordinal);

    public void Add(in FlowRange range)
    {
        var services = ServiceSweep.Pack(in range);
        var remote = range.Remote;
        if (remote.Group is { } group)
        {
            if (!_groups.TryGetValue(group, out var items))
                _groups.Add(group, items = []);
            items.Add(services);
        }
        else if (remote.Addresses.Family == AddressFamily.IPv4)
        {
            _ipv4.Add(remote.Addresses, services);
        }
        else
        {
            _ipv6.Add(remote.Addresses, services);
        }
    }

    /// <summary>Builds the side, whose service sets go to the pool.</summary>
    public FlowSide Build(ServicePoolBuilder pool)
    {
        var sweep = new ServiceSweep(pool);
        var ipv4 = _ipv4.Build(ref sweep);
        sweep = new(pool);
        var ipv6 = _ipv6.Build(ref sweep);
        return new(ipv4, ipv6, BuildGroups(pool));
    }

    private GroupTable BuildGroups(ServicePoolBuilder pool)
    {
        if (_groups.Count == 0)
            return GroupTable.Empty;
        string[] names = [.. _groups.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return new(names, Array.ConvertAll(names, name => ValueOf(_groups[name], pool)));
    }

    private static int ValueOf(List<long> items, ServicePoolBuilder pool)
    {
        var sweep = new ServiceSweep(pool);
        foreach (var item in items)
            sweep.Open(item);
        return sweep.Value();
    }
}
