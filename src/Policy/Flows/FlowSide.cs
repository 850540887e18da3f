namespace Starface.Policy.Flows;

/// <summary>The flows of one direction: service sets over the addresses of both families, and of named groups.</summary>
internal sealed class FlowSide(Plane<Bits32> ipv4, Plane<Bits128> ipv6, GroupTable groups)
{
    public static FlowSide Empty { get; } = new(Plane<Bits32>.Empty, Plane<Bits128>.Empty, GroupTable.Empty);

    public Plane<Bits32> IPv4 { get; } = ipv4;

    public Plane<Bits128> IPv6 { get; } = ipv6;

    public GroupTable Groups { get; } = groups;

    public bool IsEmpty => IPv4.IsEmpty && IPv6.IsEmpty && Groups.Count == 0;

    public static FlowSide Combine<TCombiner>(FlowSide left, FlowSide right, ref TCombiner combiner)
        where TCombiner : struct, IValueCombiner => new(
            Plane<Bits32>.Combine(left.IPv4, right.IPv4, ref combiner),
            Plane<Bits128>.Combine(left.IPv6, right.IPv6, ref combiner),
            GroupTable.Combine(left.Groups, right.Groups, ref combiner));

    public static bool Any<TTest>(FlowSide left, FlowSide right, ref TTest test)
        where TTest : struct, IValueTest =>
        Plane<Bits32>.Any(left.IPv4, right.IPv4, ref test)
        || Plane<Bits128>.Any(left.IPv6, right.IPv6, ref test)
        || GroupTable.Any(left.Groups, right.Groups, ref test);

    /// <summary>The service set at an address. Logarithmic.</summary>
    public int At(Address address) => address.Family == AddressFamily.IPv4 ? IPv4[new((uint)address.Low)] : IPv6[address.Bits];

    /// <summary>Replaces each service set by another; only while the side is being built.</summary>
    public void MapInPlace(Func<int, int> map)
    {
        IPv4.MapInPlace(map);
        IPv6.MapInPlace(map);
        Groups.MapInPlace(map);
    }

    public bool SameAs(FlowSide other) => IPv4.SameAs(other.IPv4) && IPv6.SameAs(other.IPv6) && Groups.SameAs(other.Groups);

    public int HashAll() => Hash.Combine(Hash.Combine(IPv4.HashAll(), IPv6.HashAll()), Groups.HashAll());
}
