using Starface.Policy.Flows;

namespace Starface.Policy.Tests.Definitions;

public sealed class RequirementPortsTests
{
    [Theory]
    [InlineData(Protocol.Tcp, 443, null, null, 443, 443)]
    [InlineData(Protocol.Tcp, 1, 65535, null, 1, 65535)]
    [InlineData(Protocol.Udp, 10000, 20000, null, 10000, 20000)]
    [InlineData(Protocol.Udp, 5060, 5060, null, 5060, 5060)]
    [InlineData(Protocol.Udp, null, null, "10000-20000", 10000, 20000)]
    [InlineData(Protocol.Tcp, null, null, "443", 443, 443)]
    [InlineData(Protocol.Icmp, 0, null, null, 0, 0)]
    [InlineData(Protocol.IcmpV6, 2048, 2303, null, 2048, 2303)]
    [InlineData(Protocol.Icmp, null, null, "0-255", 0, 255)]
    [InlineData(Protocol.Icmp, null, null, null, 0, 65535)]
    [InlineData(Protocol.IcmpV6, null, null, null, 0, 65535)]
    [InlineData(Protocol.Esp, null, null, null, 0, 65535)]
    [InlineData(Protocol.Ah, null, null, null, 0, 65535)]
    [InlineData(Protocol.Any, null, null, null, 0, 65535)]
    public void Ports_are_read_as_numbers_or_as_text(Protocol protocol, int? from, int? to, string? text, int first, int last)
    {
        Assert.True(RequirementPorts.TryRead(protocol, from, to, text, out var ports, out var problem));
        Assert.Null(problem);
        Assert.Equal(new PortRange(first, last), ports);
    }

    [Theory]
    [InlineData(Protocol.Icmp, 8, -1, 2048, 2303)]
    [InlineData(Protocol.Icmp, 8, 0, 2048, 2048)]
    [InlineData(Protocol.Icmp, 0, 0, 0, 0)]
    [InlineData(Protocol.IcmpV6, 255, 255, 65535, 65535)]
    [InlineData(Protocol.IcmpV6, -1, -1, 0, 65535)]
    public void Icmp_messages_are_read_as_type_and_code(Protocol protocol, int type, int code, int first, int last)
    {
        Assert.True(RequirementPorts.TryRead(protocol, null, null, null, type, code, out var ports, out var problem));
        Assert.Null(problem);
        Assert.Equal(new PortRange(first, last), ports);
    }

    [Theory]
    [InlineData(Protocol.Icmp, null, 256, -1, PortProblemKind.OutOfRange, PortArgument.IcmpType, "256 is no ICMP type; a type goes from 0 to 255")]
    [InlineData(Protocol.Icmp, null, -2, -1, PortProblemKind.OutOfRange, PortArgument.IcmpType, "-2 is no ICMP type; a type goes from 0 to 255")]
    [InlineData(Protocol.IcmpV6, null, 1, 256, PortProblemKind.OutOfRange, PortArgument.IcmpCode, "256 is no ICMP code; a code goes from 0 to 255")]
    [InlineData(Protocol.IcmpV6, null, -1, 4, PortProblemKind.Missing, PortArgument.IcmpCode, "the ICMP code 4 needs its type; write IcmpType as well")]
    [InlineData(Protocol.Icmp, 2048, 8, -1, PortProblemKind.GivenTwice, PortArgument.IcmpType, "the messages are given as numbers and with IcmpType; keep one of them")]
    [InlineData(Protocol.Tcp, 22, 8, -1, PortProblemKind.NotTaken, PortArgument.IcmpType, "Tcp has no ICMP types and codes; leave IcmpType out")]
    [InlineData(Protocol.Esp, null, -1, 0, PortProblemKind.NotTaken, PortArgument.IcmpCode, "Esp has no ICMP types and codes; leave IcmpCode out")]
    [InlineData(Protocol.Tcp, null, -1, -1, PortProblemKind.Missing, PortArgument.Protocol, "Tcp needs ports; write one, or 1, 65535 for all of them")]
    public void Icmp_messages_that_cannot_be_used_say_why(Protocol protocol, int? from, int type, int code, PortProblemKind kind, PortArgument argument, string reason)
    {
        Assert.False(RequirementPorts.TryRead(protocol, from, null, null, type, code, out _, out var problem));
        Assert.Equal(new PortProblem(kind, argument, reason), problem);
    }

    [Theory]
    [InlineData(Protocol.Tcp, 0, null, null, PortProblemKind.OutOfRange, PortArgument.From, "0 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Udp, -1, 5, null, PortProblemKind.OutOfRange, PortArgument.From, "-1 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Tcp, 65536, null, null, PortProblemKind.OutOfRange, PortArgument.From, "65536 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Tcp, 443, 65536, null, PortProblemKind.OutOfRange, PortArgument.To, "65536 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Tcp, 443, 0, null, PortProblemKind.OutOfRange, PortArgument.To, "0 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Icmp, -1, null, null, PortProblemKind.OutOfRange, PortArgument.From, "-1 is no port; a port goes from 0 to 65535")]
    [InlineData(Protocol.Tcp, null, null, "0-443", PortProblemKind.OutOfRange, PortArgument.Text, "0 is no port; a port goes from 1 to 65535")]
    [InlineData(Protocol.Udp, 20000, 10000, null, PortProblemKind.Inverted, PortArgument.To, "the range 20000-10000 is inverted; write 10000, 20000")]
    [InlineData(Protocol.Tcp, 443, null, "443", PortProblemKind.GivenTwice, PortArgument.Text, "the ports are given as numbers and as the text '443'; keep one of them")]
    [InlineData(Protocol.Tcp, null, null, null, PortProblemKind.Missing, PortArgument.Protocol, "Tcp needs ports; write one, or 1, 65535 for all of them")]
    [InlineData(Protocol.Udp, null, 443, null, PortProblemKind.Missing, PortArgument.Protocol, "Udp needs ports; write one, or 1, 65535 for all of them")]
    [InlineData(Protocol.Esp, 50, null, null, PortProblemKind.NotTaken, PortArgument.From, "Esp has no ports; leave them out")]
    [InlineData(Protocol.Ah, 50, null, "50", PortProblemKind.NotTaken, PortArgument.From, "Ah has no ports; leave them out")]
    [InlineData(Protocol.Any, null, null, "443", PortProblemKind.NotTaken, PortArgument.Text, "Any has no ports; leave them out")]
    [InlineData((Protocol)42, 443, null, null, PortProblemKind.UnknownProtocol, PortArgument.Protocol, "42 is no protocol the clouds' rules know; use a member of Protocol")]
    public void What_cannot_be_used_says_why_and_which_part_is_to_blame(
        Protocol protocol, int? from, int? to, string? text, PortProblemKind kind, PortArgument argument, string reason)
    {
        Assert.False(RequirementPorts.TryRead(protocol, from, to, text, out var ports, out var problem));
        Assert.Equal(new PortProblem(kind, argument, reason), problem);
        if (argument != PortArgument.Text || kind != PortProblemKind.OutOfRange) Assert.Equal(PortRange.All, ports);
    }

    [Fact]
    public void A_text_that_is_no_range_says_what_the_reader_of_ranges_says_without_its_full_stop()
    {
        Assert.False(PortRange.TryParse("443-x", out _, out var expected));

        Assert.False(RequirementPorts.TryRead(Protocol.Tcp, null, null, "443-x", out _, out var problem));

        Assert.Equal((PortProblemKind.Malformed, PortArgument.Text, expected.TrimEnd('.')), (problem.Kind, problem.Argument, problem.Reason));
        Assert.EndsWith(".", expected, StringComparison.Ordinal);
    }
}
