using Starface.Policy.Flows;
using Starface.Policy.Problems;

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
    [
        InlineData(
            Protocol.Icmp,
            null,
            256,
            -1,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.IcmpType),
            "256 is not an ICMP type; a type is between 0 and 255"),
    ]
    [
        InlineData(
            Protocol.Icmp,
            null,
            -2,
            -1,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.IcmpType),
            "-2 is not an ICMP type; a type is between 0 and 255"),
    ]
    [
        InlineData(
            Protocol.IcmpV6,
            null,
            1,
            256,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.IcmpCode),
            "256 is not an ICMP code; a code is between 0 and 255"),
    ]
    [
        InlineData(
            Protocol.IcmpV6,
            null,
            -1,
            4,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.IcmpCode),
            "the ICMP code 4 needs a type; add IcmpType"),
    ]
    [InlineData(Protocol.Icmp, 2048, 8, -1, ProblemIds.PortsGivenTwice, nameof(DeclarationPart.IcmpType), "the messages are given as "
        + "numbers and with IcmpType; keep one of them")]
    [
        InlineData(
            Protocol.Tcp,
            22,
            8,
            -1,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.IcmpType),
            "Tcp has no ICMP types and codes; remove IcmpType"),
    ]
    [
        InlineData(
            Protocol.Esp,
            null,
            -1,
            0,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.IcmpCode),
            "Esp has no ICMP types and codes; remove IcmpCode"),
    ]
    [
        InlineData(
            Protocol.Tcp,
            null,
            -1,
            -1,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.Protocol),
            "Tcp needs ports; write one, or 1, 65535 for all of them"),
    ]
    public void Icmp_messages_that_cannot_be_used_say_why(
        Protocol protocol, int? from, int type, int code, string id, string part, string message)
    {
        Assert.False(RequirementPorts.TryRead(protocol, from, null, null, type, code, out _, out var problem));
        Assert.Equal((id, part, message), (problem.Id, problem.DeclarationPlace!.Part.ToString(), problem.Text));
    }

    [Theory]
    [
        InlineData(
            Protocol.Tcp,
            0,
            null,
            null,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.FromPort),
            "0 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Udp,
            -1,
            5,
            null,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.FromPort),
            "-1 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Tcp,
            65536,
            null,
            null,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.FromPort),
            "65536 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Tcp,
            443,
            65536,
            null,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.ToPort),
            "65536 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Tcp,
            443,
            0,
            null,
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.ToPort),
            "0 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Tcp,
            null,
            null,
            "0-443",
            ProblemIds.PortOutOfRange,
            nameof(DeclarationPart.PortText),
            "0 is not a port; a port is between 1 and 65535"),
    ]
    [
        InlineData(
            Protocol.Udp,
            20000,
            10000,
            null,
            ProblemIds.InvertedPortRange,
            nameof(DeclarationPart.ToPort),
            "the range 20000-10000 is inverted; write 10000, 20000"),
    ]
    [InlineData(Protocol.Tcp, 443, null, "443", ProblemIds.PortsGivenTwice, nameof(DeclarationPart.PortText), "the ports are given as "
        + "numbers and as the text '443'; keep one of them")]
    [
        InlineData(
            Protocol.Tcp,
            null,
            null,
            null,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.Protocol),
            "Tcp needs ports; write one, or 1, 65535 for all of them"),
    ]
    [
        InlineData(
            Protocol.Udp,
            null,
            443,
            null,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.Protocol),
            "Udp needs ports; write one, or 1, 65535 for all of them"),
    ]
    [
        InlineData(
            Protocol.Esp,
            50,
            null,
            null,
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.FromPort),
            "Esp has no ports; remove them"),
    ]
    [
        InlineData(
            Protocol.Ah,
            50,
            null,
            "50",
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.FromPort),
            "Ah has no ports; remove them"),
    ]
    [
        InlineData(
            Protocol.Any,
            null,
            null,
            "443",
            ProblemIds.PortsDoNotFitProtocol,
            nameof(DeclarationPart.PortText),
            "Any has no ports; remove them"),
    ]
    [InlineData((Protocol)42, 443, null, null, ProblemIds.UnknownProtocol, nameof(DeclarationPart.Protocol), "42 is not a protocol that "
        + "cloud rules support; use a member of Protocol")]
    public void What_cannot_be_used_says_why_and_which_part_is_to_blame(
        Protocol protocol, int? from, int? to, string? text, string id, string part, string message)
    {
        Assert.False(RequirementPorts.TryRead(protocol, from, to, text, out var ports, out var problem));
        Assert.Equal((id, part, message), (problem.Id, problem.DeclarationPlace!.Part.ToString(), problem.Text));
        if (part != nameof(DeclarationPart.PortText) || id != ProblemIds.PortOutOfRange) Assert.Equal(PortRange.All, ports);
    }

    [Theory]
    [InlineData(Protocol.Icmp, 8, null, null, "IcmpType = 8")]
    [InlineData(Protocol.Icmp, 0, null, null, "IcmpType = 0")]
    [InlineData(Protocol.Icmp, 255, 255, null, "IcmpType = 255")]
    [InlineData(Protocol.Icmp, 256, null, null, "IcmpType = 1, IcmpCode = 0")]
    [InlineData(Protocol.IcmpV6, 2048, null, null, "IcmpType = 8, IcmpCode = 0")]
    [InlineData(Protocol.IcmpV6, 2048, 2303, null, "IcmpType = 8")]
    [InlineData(Protocol.Icmp, null, null, "8", "IcmpType = 8")]
    [InlineData(Protocol.Icmp, null, null, "0-255", "IcmpType = 0")]
    [InlineData(Protocol.Icmp, 0, 65535, null, null)]
    [InlineData(Protocol.Icmp, 8, 9, null, null)]
    [InlineData(Protocol.Icmp, 9, 8, null, null)]
    [InlineData(Protocol.Icmp, -1, null, null, null)]
    [InlineData(Protocol.Icmp, 65536, null, null, null)]
    [InlineData(Protocol.Icmp, null, null, "echo", null)]
    [InlineData(Protocol.Icmp, 8, null, "8", null)]
    public void Icmp_has_no_ports_and_what_is_meant_is_suggested(Protocol protocol, int? from, int? to, string? text, string? meant)
    {
        Assert.False(RequirementPorts.TryRead(protocol, from, to, text, out var ports, out var problem));

        var fix = meant is null ? "use IcmpType and IcmpCode, or neither for every message" : $"write {meant}";
        Assert.Equal(
            (ProblemIds.PortsDoNotFitProtocol, $"{protocol} has types and codes, and no ports; {fix}", meant, PortRange.All),
            (problem.Id, problem.Text, problem.Replacement, ports));
    }

    [Fact]
    public void A_text_that_is_not_a_range_has_the_problem_of_the_reader_of_ranges()
    {
        Assert.False(PortRange.TryParse("443-x", out _, out var expected));

        Assert.False(RequirementPorts.TryRead(Protocol.Tcp, null, null, "443-x", out _, out var problem));

        Assert.Equal(
            (ProblemIds.MalformedPortText, DeclarationPart.PortText, expected.Text),
            (problem.Id, problem.DeclarationPlace!.Part, problem.Text));
    }
}
