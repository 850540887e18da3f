using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>
/// A universe that is small enough to look at every point: three windows of 16 addresses in each family (first, middle and last
/// addresses), two groups, some protocols and some ports. Rectangles begin and end only at the listed points, so all points between
/// two of them are equivalent, and one of them represents all.
/// </summary>
internal static class Universe
{
    private const int WindowSize = 16;

    public static readonly string[] Groups = ["sg-a", "sg-b"];

    /// <summary>Representatives of all ports: the possible ends of a rectangle and one between each two of them.</summary>
    public static readonly int[] Ports = [0, 1, 2, 40, 80, 81, 82, 300, 443, 444, 445, 30000, 65534, 65535];

    public static readonly int[] PortEnds = [0, 1, 2, 80, 81, 82, 443, 444, 445, 65534, 65535];

    /// <summary>Representatives of all protocols, likewise.</summary>
    public static readonly int[] Protocols = [0, 1, 2, 3, 5, 6, 7, 12, 17, 18, 50, 57, 58, 59, 100, 255];

    public static readonly int[] ProtocolEnds = [0, 1, 2, 5, 6, 7, 17, 18, 57, 58, 59, 255];

    public static readonly Address[] IPv4 = AddressesOf(
        value => Address.FromIPv4((uint)value.Low),
        [(0, 0), (0, 0x7FFF_FFF8), (0, 0xFFFF_FFF0)],
        [(0, 0x1234_5678), (0, 0xC000_0000)]);

    public static readonly Address[] IPv6 = AddressesOf(
        value => Address.FromIPv6(value.High, value.Low),
        [(0, 0), (0x2001_0DB8_0000_0000, ulong.MaxValue - 7), (ulong.MaxValue, ulong.MaxValue - 15)],
        [(0x1000_0000_0000_0000, 0), (0xFC00_0000_0000_0000, 0)]);

    /// <summary>The window addresses, which may be ends of a rectangle.</summary>
    public static readonly Address[] IPv4Ends = [.. IPv4.Where((_, i) => i % (WindowSize + 1) != WindowSize)];

    public static readonly Address[] IPv6Ends = [.. IPv6.Where((_, i) => i % (WindowSize + 1) != WindowSize)];

    /// <summary>One flow for each kind of point.</summary>
    public static readonly Flow[] Flows = [.. AllFlows()];

    /// <summary>Everything; the complement of a set is relative to it.</summary>
    public static readonly FlowSet Whole = FlowSet.From(
        new[] { Direction.Inbound, Direction.Outbound }.SelectMany(direction =>
            Groups.Select(RemoteScope.OfGroup).Concat([Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)])
                .Select(remote => new FlowRange(direction, ProtocolRange.All, remote))));

    /// <summary>The address before another, or null for the first of a family.</summary>
    public static Address? Previous(Address address)
    {
        var number = new UInt128(address.High, address.Low);
        if (number == 0)
            return null;
        number--;
        return address.Family == AddressFamily.IPv4
            ? Address.FromIPv4((uint)number)
            : Address.FromIPv6((ulong)(number >> 64), (ulong)number);
    }

    private static IEnumerable<Flow> AllFlows()
    {
        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
        {
            foreach (var protocol in Protocols)
            {
                foreach (var port in protocol is 1 or 6 or 17 or 58 ? Ports : [0])
                {
                    foreach (var address in IPv4.Concat(IPv6))
                        yield return new(direction, protocol, address, port);
                    foreach (var group in Groups)
                        yield return new(direction, protocol, group, port);
                }
            }
        }
    }

    /// <summary>The windows from their first addresses, with a representative of the gap between each two of them.</summary>
    private static Address[] AddressesOf(
        Func<(ulong High, ulong Low), Address> toAddress,
        (ulong High, ulong Low)[] windows,
        (ulong High, ulong Low)[] gaps)
    {
        var addresses = new List<Address>();
        for (var window = 0; window < windows.Length; window++)
        {
            var (high, low) = windows[window];
            for (ulong offset = 0; offset < WindowSize; offset++)
                addresses.Add(toAddress((low + offset < low ? high + 1 : high, low + offset)));
            if (window < gaps.Length)
                addresses.Add(toAddress(gaps[window]));
        }

        return [.. addresses];
    }
}
