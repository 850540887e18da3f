using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>Collects the rectangles of one direction.</summary>
internal sealed class DirectionFlowsBuilder
{
    private readonly AddressPlaneBuilder<Bits32> _ipv4 = new();
    private readonly AddressPlaneBuilder<Bits128> _ipv6 = new();
    private readonly Dictionary<string, List<ServiceRange>> _groups = new(StringComparer.Ordinal);

    public void Add(in FlowRange range)
    {
        var services = ServiceRange.From(in range);
        var remote = range.Remote;
        if (remote.Group is { } group)
        {
            if (!_groups.TryGetValue(group, out var members))
                _groups.Add(group, members = []);
            members.Add(services);
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

    /// <summary>Builds the flows. Their service sets are stored in the pool.</summary>
    public DirectionFlows Build(ServicePoolBuilder pool)
    {
        var sweep = new ServiceSweep(pool, _ipv4.Services);
        var ipv4 = _ipv4.Build(ref sweep);
        sweep = new(pool, _ipv6.Services);
        var ipv6 = _ipv6.Build(ref sweep);
        return new(ipv4, ipv6, BuildGroups(pool));
    }

    private GroupTable BuildGroups(ServicePoolBuilder pool)
    {
        if (_groups.Count == 0)
            return GroupTable.Empty;
        string[] names = [.. _groups.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return new(names, Array.ConvertAll(names, name => SetOf([.. _groups[name]], pool)));
    }

    /// <summary>The union of ranges of services: a sweep that stays at one address.</summary>
    private static int SetOf(ServiceRange[] ranges, ServicePoolBuilder pool)
    {
        var sweep = new ServiceSweep(pool, ranges);
        foreach (var range in ranges)
            sweep.Open(range);
        return sweep.Value();
    }
}
