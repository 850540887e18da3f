using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Tests.Rules;

public sealed class RuleTextTests
{
    [Theory]
    [InlineData(Protocol.Any, "all", false, false)]
    [InlineData(Protocol.Icmp, "icmp", false, true)]
    [InlineData(Protocol.Tcp, "tcp", true, false)]
    [InlineData(Protocol.Udp, "udp", true, false)]
    [InlineData(Protocol.Esp, "esp", false, false)]
    [InlineData(Protocol.Ah, "ah", false, false)]
    [InlineData(Protocol.IcmpV6, "icmpv6", false, true)]
    [InlineData((Protocol)47, "47", false, false)]
    public void A_protocol_has_its_usual_name(Protocol protocol, string name, bool ports, bool types) =>
        Assert.Equal((name, ports, types), (RuleText.Describe(protocol), RuleText.HasPorts(protocol), RuleText.HasIcmpTypes(protocol)));

    [Fact]
    public void Directions_and_families_have_their_names() =>
        Assert.Equal(
            ("inbound", "outbound", "IPv4", "IPv6"),
            (
                RuleText.Describe(Direction.Inbound),
                RuleText.Describe(Direction.Outbound),
                RuleText.Describe(AddressFamily.IPv4),
                RuleText.Describe(AddressFamily.IPv6)));

    [Theory]
    [InlineData(Protocol.Tcp, 0, 65535, "all")]
    [InlineData(Protocol.Tcp, 443, 443, "443")]
    [InlineData(Protocol.Udp, 10000, 20000, "10000-20000")]
    [InlineData(Protocol.Icmp, 0, 65535, "all")]
    [InlineData(Protocol.Icmp, 2048, 2303, "type 8")]
    [InlineData(Protocol.IcmpV6, 772, 772, "type 3 code 4")]
    [InlineData(Protocol.Icmp, 0, 0, "type 0 code 0")]
    [InlineData(Protocol.Icmp, 0, 300, "all")]
    public void Ports_are_written_as_a_range_and_icmp_messages_as_type_and_code(Protocol protocol, int from, int to, string text) =>
        Assert.Equal(text, RuleText.Ports(protocol, new PortRange(from, to)));

    [Theory]
    [InlineData(Direction.Inbound, Protocol.Tcp, 443, 443, "inbound tcp 443")]
    [InlineData(Direction.Outbound, Protocol.Udp, 0, 65535, "outbound udp all")]
    [InlineData(Direction.Inbound, Protocol.Esp, 0, 65535, "inbound esp")]
    [InlineData(Direction.Outbound, Protocol.Icmp, 2048, 2303, "outbound icmp type 8")]
    [InlineData(Direction.Inbound, Protocol.Icmp, 0, 65535, "inbound icmp")]
    public void A_key_is_written_without_ports_where_there_are_none(
        Direction direction, Protocol protocol, int from, int to, string text) =>
        Assert.Equal(text, new RuleKey(direction, protocol, new PortRange(from, to)).ToString());
}
