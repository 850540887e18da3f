using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Benchmarks;

/// <summary>Rectangles to measure with, always the same for the same seed.</summary>
internal static class FlowInputs
{
    // However large a policy is, the networks of whole providers and countries in it are few.
    private const int WideCount = 100;

    /// <summary>Prefixes of one family with a few hundred common services: what large policies look like.</summary>
    public static FlowRange[] Policy(int count, int seed, AddressFamily family)
    {
        var random = new Random(seed);
        var services = Services(random, 300);
        var ranges = new FlowRange[count];
        for (var i = 0; i < count; i++)
        {
            var (protocol, ports) = services[random.Next(services.Length)];
            ranges[i] = new(
                i % 2 == 0 ? Direction.Inbound : Direction.Outbound, protocol, RandomPrefix(random, family, isWide: i < WideCount), ports);
        }

        return ranges;
    }

    /// <summary>Requirements with three prefixes each, mostly IPv4.</summary>
    public static FlowRange[] Requirements(int count, int seed)
    {
        var random = new Random(seed);
        var ranges = new List<FlowRange>(count * 3);
        for (var i = 0; i < count; i++)
        {
            var from = random.Next(1, 65000);
            var ports = new PortRange(from, random.Next(4) == 0 ? Math.Min(65535, from + random.Next(1, 2000)) : from);
            var protocol = random.Next(3) == 0 ? Protocol.Udp : Protocol.Tcp;
            for (var peer = 0; peer < 3; peer++)
            {
                ranges.Add(
                    new(
                        random.Next(4) == 0 ? Direction.Outbound : Direction.Inbound, protocol, RandomPrefix(
                            random,
                            random.Next(4) == 0 ? AddressFamily.IPv6 : AddressFamily.IPv4,
                            isWide: ranges.Count < WideCount), ports));
            }
        }

        return [.. ranges];
    }

    /// <summary>Wide prefixes that overlap each other, each with a port of its own: as many port ranges open at once as can be.</summary>
    public static FlowRange[] Dense(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new FlowRange(
            Direction.Inbound,
            Protocol.Tcp,
            Prefix.From(Address.FromIPv4((uint)random.NextInt64(1L << 32)), random.Next(0, 17)),
            new PortRange(i * 7919 % 65536)))];
    }

    /// <summary>Prefixes with all ports, and as many ports for everyone: each of the prefixes crosses each of the ports.</summary>
    public static FlowRange[] Crossed(int count) =>
    [
        .. Enumerable.Range(0, count).SelectMany(i => new[]
        {
            new FlowRange(Direction.Inbound, Protocol.Tcp, Prefix.From(Address.FromIPv4((uint)(10 << 24 | i << 9)), 24), PortRange.All),
            new FlowRange(Direction.Inbound, Protocol.Tcp, Prefix.Any(AddressFamily.IPv4), new PortRange(1000 + 2 * i)),
        }),
    ];

    /// <summary>Random flows, about half of them at the edges of given rectangles.</summary>
    public static Flow[] Points(FlowRange[] ranges, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var range = ranges[random.Next(ranges.Length)];
            var other = ranges[random.Next(ranges.Length)];
            return new Flow(
                range.Direction,
                range.Protocols.First,
                range.Remote.Addresses.Last,
                random.Next(2) == 0 ? range.Ports.From : other.Ports.To);
        })];
    }

    private static (Protocol Protocol, PortRange Ports)[] Services(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var from = random.Next(1, 64000);
            return (
                random.Next(3) == 0 ? Protocol.Udp : Protocol.Tcp,
                new PortRange(from, random.Next(4) == 0 ? from + random.Next(1, 1500) : from));
        })];

    private static Prefix RandomPrefix(Random random, AddressFamily family, bool isWide) => family == AddressFamily.IPv4
        ? Prefix.From(Address.FromIPv4((uint)random.NextInt64(1L << 32)), isWide ? random.Next(8, 16) : random.Next(20, 33))
        : Prefix.From(
            Address.FromIPv6(0x2000_0000_0000_0000UL | (ulong)random.NextInt64(1L << 61), (ulong)random.NextInt64()),
            isWide ? random.Next(24, 40) : random.Next(48, 65));
}
