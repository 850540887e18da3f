using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Tests.Rules;

/// <summary>Rules and their origins have one order, whatever the order of the declarations.</summary>
public sealed class OrderTests
{
    [Fact]
    public void Origins_are_ordered_by_service_row_host_group_basis_mark_and_reason()
    {
        AssertOrdered(
        [
            new("a", "row 1"),
            new("a", "row 1") { Because = "asked for" },
            new("a", "row 1") { NeverCut = true },
            new("a", "row 1") { Basis = Basis.Stated },
            new("a", "row 1") { PeerGroup = "phones" },
            new("a", "row 1") { PeerGroup = "users" },
            new("a", "row 1") { Host = "a.example.com" },
            new("a", "row 1") { Host = "b.example.com" },
            new Origin("a", "row 2"),
            new("b", "row 1"),
        ]);
        Assert.Equal(
            new Origin("a", "row 1") { Host = "h" }.GetHashCode(), new Origin("a", "row 1") { Host = "h", PeerGroup = "g" }.GetHashCode());
    }

    [Fact]
    public void Rules_are_ordered_by_direction_protocol_and_ports() =>
        AssertOrdered(
        [
            Key(Direction.Inbound, Protocol.Tcp, "80"),
            Key(Direction.Inbound, Protocol.Tcp, "443"),
            Key(Direction.Inbound, Protocol.Udp, "53"),
            Key(Direction.Outbound, Protocol.Tcp, "80"),
        ]);

    [Fact]
    public void Grants_are_ordered_by_key_peer_and_origin() =>
        AssertOrdered(
        [
            new Grant(Key(Direction.Inbound, Protocol.Tcp, "80"), "10.0.0.0/8", new Origin("a", "row")),
            new Grant(Key(Direction.Inbound, Protocol.Tcp, "80"), "10.0.0.0/8", new Origin("b", "row")),
            new Grant(Key(Direction.Inbound, Protocol.Tcp, "80"), "192.0.2.0/24", new Origin("a", "row")),
            new Grant(Key(Direction.Inbound, Protocol.Tcp, "443"), "10.0.0.0/8", new Origin("a", "row")),
        ]);

    private static RuleKey Key(Direction direction, Protocol protocol, string ports) => new(direction, protocol, PortRange.Parse(ports));

    private static void AssertOrdered<T>(T[] ordered)
        where T : class, IComparable<T>
    {
        for (var i = 0; i < ordered.Length; i++)
        {
            Assert.True(ordered[i].CompareTo(null) > 0);
            for (var j = 0; j < ordered.Length; j++)
            {
                Assert.Equal(Math.Sign(i - j), Math.Sign(ordered[i].CompareTo(ordered[j])));
                Assert.Equal(i == j, ordered[i].Equals(ordered[j]));
            }
        }
    }
}
