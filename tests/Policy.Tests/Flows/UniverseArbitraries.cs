using FsCheck;
using FsCheck.Fluent;
using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>Random values of the <see cref="Universe"/>.</summary>
public static class UniverseArbitraries
{
    private static readonly Gen<(int First, int Last)> ProtocolRuns = Gen.Frequency(
        (6, Gen.Elements(1, 6, 17, 58).Select(number => (number, number))),
        (1, Gen.Elements(Universe.ProtocolEnds).Select(number => (number, number))),
        (1, Gen.Constant((0, 255))),
        (1, Pair(Universe.ProtocolEnds)));

    private static readonly Gen<(int From, int To)> PortRuns = Gen.Frequency(
        (2, Gen.Elements(Universe.PortEnds).Select(port => (port, port))),
        (3, Pair(Universe.PortEnds)),
        (1, Gen.Constant((0, 65535))));

    private static readonly Gen<(string? Group, Address First, Address Last)> Remotes = Gen.Frequency(
        (6, Addresses(Universe.IPv4Ends)),
        (6, Addresses(Universe.IPv6Ends)),
        (2, Gen.Elements(Universe.Groups).Select(group => ((string?)group, default(Address), default(Address)))));

    public static Arbitrary<Box> Box() => (
        from direction in Gen.Elements(Direction.Inbound, Direction.Outbound)
        from protocols in ProtocolRuns
        from remote in Remotes
        from ports in PortRuns
        select new Box(
            direction, protocols.First, protocols.Last, remote.Group, remote.First, remote.Last, ports.From, ports.To)).ToArbitrary();

    public static Arbitrary<FlowSet> FlowSet() => Arb.ToArbitrary(
        Box().Generator.ArrayOf().Select(boxes => Policy.Flows.FlowSet.From(boxes.Select(box => box.ToRange()))));

    public static Arbitrary<AddressRange> AddressRange() => Gen.OneOf(
        Addresses(Universe.IPv4Ends),
        Addresses(Universe.IPv6Ends)).Select(remote => new AddressRange(remote.First, remote.Last)).ToArbitrary();

    public static Arbitrary<PortRange> PortRange() => PortRuns.Select(ports => new PortRange(ports.From, ports.To)).ToArbitrary();

    public static Arbitrary<Address> Address() => (
        from high in Gen.Choose(int.MinValue, int.MaxValue).Two()
        from low in Gen.Choose(int.MinValue, int.MaxValue).Two()
        from zeros in Gen.Choose(0, 255)
        from isIPv4 in Gen.Elements(true, false)
        select isIPv4
            ? Policy.Flows.Address.FromIPv4((uint)low.Item1)
            : WithZeroGroups(
                zeros,
                (ulong)(uint)high.Item1 << 32 | (uint)high.Item2,
                (ulong)(uint)low.Item1 << 32 | (uint)low.Item2)).ToArbitrary();

    public static Arbitrary<Prefix> Prefix() => (
        from address in Address().Generator
        from length in Gen.Choose(0, Policy.Flows.Address.WidthOf(address.Family))
        select Policy.Flows.Prefix.From(address, length)).ToArbitrary();

    /// <summary>Two points in order, near each other more often than not.</summary>
    private static Gen<(T, T)> Pair<T>(T[] points) =>
        from first in Gen.Choose(0, points.Length - 1)
        from length in Gen.Frequency((3, Gen.Choose(0, 4)), (1, Gen.Choose(0, points.Length)))
        select (points[first], points[Math.Min(first + length, points.Length - 1)]);

    private static Gen<(string? Group, Address First, Address Last)> Addresses(Address[] points) =>
        Gen.Frequency(
            (8, Pair(points).Select(pair => ((string?)null, pair.Item1, pair.Item2))),
            (1, Gen.Constant(((string?)null, points[0], points[^1]))));

    private static Address WithZeroGroups(int mask, ulong high, ulong low)
    {
        for (var group = 0; group < 4; group++)
        {
            if ((mask >> group & 1) != 0)
                high &= ~(0xFFFFUL << (16 * group));
            if ((mask >> (group + 4) & 1) != 0)
                low &= ~(0xFFFFUL << (16 * group));
        }

        return Policy.Flows.Address.FromIPv6(high, low);
    }
}
