namespace Starface.Policy.Flows.Sets;

/// <summary>The flows of one direction: a service set for each address of both families, and for each named group.</summary>
internal sealed class DirectionFlows(AddressPlane<Bits32> ipv4, AddressPlane<Bits128> ipv6, GroupTable groups)
{
    public static DirectionFlows Empty { get; } = new(AddressPlane<Bits32>.Empty, AddressPlane<Bits128>.Empty, GroupTable.Empty);

    public AddressPlane<Bits32> IPv4 { get; } = ipv4;

    public AddressPlane<Bits128> IPv6 { get; } = ipv6;

    public GroupTable Groups { get; } = groups;

    public bool IsEmpty => IPv4.IsEmpty && IPv6.IsEmpty && Groups.Count == 0;

    public static DirectionFlows Combine<TCombiner>(DirectionFlows left, DirectionFlows right, ref TCombiner combiner)
        where TCombiner : struct, IValueCombiner => new(
            AddressPlane<Bits32>.Combine(left.IPv4, right.IPv4, ref combiner),
            AddressPlane<Bits128>.Combine(left.IPv6, right.IPv6, ref combiner),
            GroupTable.Combine(left.Groups, right.Groups, ref combiner));

    public static bool Any<TTest>(DirectionFlows left, DirectionFlows right, ref TTest test)
        where TTest : struct, IValueTest =>
        AddressPlane<Bits32>.Any(left.IPv4, right.IPv4, ref test)
        || AddressPlane<Bits128>.Any(left.IPv6, right.IPv6, ref test)
        || GroupTable.Any(left.Groups, right.Groups, ref test);

    /// <summary>The service set of an address. Logarithmic.</summary>
    public int At(Address address) =>
        address.Family == AddressFamily.IPv4 ? IPv4[default(Bits32).From(address)] : IPv6[default(Bits128).From(address)];

    /// <summary>Replaces each service set by its final number; only while the flows are being built.</summary>
    public void Renumber(Func<int, int> numberOf)
    {
        IPv4.Renumber(numberOf);
        IPv6.Renumber(numberOf);
        Groups.Renumber(numberOf);
    }

    public bool SameAs(DirectionFlows other) => IPv4.SameAs(other.IPv4) && IPv6.SameAs(other.IPv6) && Groups.SameAs(other.Groups);

    public int HashAll() => Hash.Combine(Hash.Combine(IPv4.HashAll(), IPv6.HashAll()), Groups.HashAll());
}
