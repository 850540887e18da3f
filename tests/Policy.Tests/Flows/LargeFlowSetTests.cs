using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Flows;

/// <summary>The laws on sets of thousands of rectangles, which are too large for an oracle.</summary>
public sealed class LargeFlowSetTests
{
    [Theory]
    [InlineData(1, AddressFamily.IPv4)]
    [InlineData(2, AddressFamily.IPv6)]
    public void Large_sets_of_nested_prefixes_with_many_ports_obey_the_same_laws(int seed, AddressFamily family)
    {
        var random = new Random(seed);
        var (left, right) = (NestedPrefixes(random, family, 1500), NestedPrefixes(random, family, 1500));
        var (a, b) = (FlowSet.From(left), FlowSet.From(right));

        Assert.Equal(FlowSet.From(left.Concat(right)), a.Union(b));
        Assert.Equal(a, a.Except(b).Union(a.Intersect(b)));
        Assert.Equal(a, FlowSet.From(a.Ranges()));
        var chunks = left.Chunk(100).Select(chunk => FlowSet.From(chunk)).Aggregate((sum, set) => set.Union(sum));
        Assert.Equal(a, FlowSet.From(chunks.DisjointRanges()));
        foreach (var range in left.Take(200).Concat(right.Take(200)))
        {
            var flow = new Flow(range.Direction, range.Protocols.First, range.Remote.Addresses.Last, range.Ports.To);
            Assert.Equal(left.Any(other => other.Contains(flow)), a.Contains(flow));
            Assert.Equal(right.Any(other => other.Contains(flow)), b.Contains(flow));
            Assert.Equal(a.Contains(flow) && !b.Contains(flow), a.Except(b).Contains(flow));
        }
    }

    private static FlowRange[] NestedPrefixes(Random random, AddressFamily family, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var address = family == AddressFamily.IPv4
            ? Address.FromIPv4((uint)random.NextInt64(1L << 32))
            : Address.FromIPv6((ulong)random.NextInt64(), (ulong)random.NextInt64());
        var from = random.Next(0, 65536);
        return new FlowRange(
            Direction.Inbound,
            random.Next(10) == 0 ? Protocol.Any : random.Next(2) == 0 ? Protocol.Udp : Protocol.Tcp,
            Prefix.From(address, random.Next(4, 14)),
            new PortRange(from, Math.Min(65535, from + random.Next(0, 4) * random.Next(0, 500))));
    })];
}
