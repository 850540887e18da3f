using System.Diagnostics.CodeAnalysis;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy;

/// <summary>
/// Validates the ports of a requirement against its protocol, for the compiler and at run time.
/// </summary>
internal static class RequirementPorts
{
    private const int MaxIcmp = 255;

    /// <summary>Reads the ports of a requirement.</summary>
    /// <param name="protocol">The protocol. ICMP has no ports and permits all messages here.</param>
    /// <param name="from">The first port; null when it is not given as a number.</param>
    /// <param name="to">The last port; null when it is not given as a number.</param>
    /// <param name="text">The ports as text; null when they are not given as text.</param>
    /// <param name="ports">The ports; all of them for protocols without ports.</param>
    /// <param name="problem">The problem, with the part of the requirement that has it, or null.</param>
    public static bool TryRead(
        Protocol protocol, int? from, int? to, string? text, out PortRange ports, [NotNullWhen(false)] out Problem? problem)
    {
        ports = PortRange.All;
        problem = null;
        var isGiven = from is not null || text is not null;
        switch (protocol)
        {
            case Protocol.Tcp or Protocol.Udp when !isGiven:
                problem = Problem.Error(
                    ProblemIds.PortsDoNotFitProtocol, $"{protocol} needs ports", $"write one, or 1, {PortRange.MaxPort} for all of them")
                    .In(DeclarationPart.Protocol);
                break;
            case Protocol.Tcp or Protocol.Udp:
                problem = Read(from, to, text, lowest: 1, out ports);
                break;
            case Protocol.Icmp or Protocol.IcmpV6 when isGiven:
                problem = NoIcmpPorts(protocol, from, to, text);
                break;
            case Protocol.Icmp or Protocol.IcmpV6:
                break;
            case Protocol.Any or Protocol.Esp or Protocol.Ah when isGiven:
                problem = Problem.Error(ProblemIds.PortsDoNotFitProtocol, $"{protocol} has no ports", "remove them")
                    .In(from is null ? DeclarationPart.PortText : DeclarationPart.FromPort);
                break;
            case Protocol.Any or Protocol.Esp or Protocol.Ah:
                break;
            default:
                problem = Problem.Error(
                    ProblemIds.UnknownProtocol,
                    FormattableString.Invariant($"{(int)protocol} is not a protocol that cloud rules support"),
                    "use a member of Protocol")
                    .In(DeclarationPart.Protocol);
                break;
        }

        return problem is null;
    }

    /// <summary>Reads the ports of a requirement, or the ICMP messages in place of them.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="from">The first port; null when it is not given as a number.</param>
    /// <param name="to">The last port; null when it is not given as a number.</param>
    /// <param name="text">The ports as text; null when they are not given as text.</param>
    /// <param name="icmpType">The ICMP type; -1 is every type.</param>
    /// <param name="icmpCode">The ICMP code; -1 is every code.</param>
    /// <param name="ports">The ports; all of them for protocols without ports.</param>
    /// <param name="problem">The problem, with the part of the requirement that has it, or null.</param>
    public static bool TryRead(
        Protocol protocol,
        int? from,
        int? to,
        string? text,
        int icmpType,
        int icmpCode,
        out PortRange ports,
        [NotNullWhen(false)] out Problem? problem)
    {
        var given = icmpType == -1 ? DeclarationPart.IcmpCode : DeclarationPart.IcmpType;
        var hasMessage = icmpType != -1 || icmpCode != -1;
        if (hasMessage && protocol is (Protocol.Icmp or Protocol.IcmpV6) && (from is not null || text is not null))
        {
            ports = PortRange.All;
            problem = Problem.Error(ProblemIds.PortsGivenTwice, $"the messages are given as numbers and with {given}", "keep one of them")
                .In(given);
            return false;
        }

        if (!TryRead(protocol, from, to, text, out ports, out problem) || !hasMessage) return problem is null;
        if (protocol is not (Protocol.Icmp or Protocol.IcmpV6))
        {
            problem = Problem.Error(ProblemIds.PortsDoNotFitProtocol, $"{protocol} has no ICMP types and codes", $"remove {given}")
                .In(given);
        }
        else if (icmpType == -1)
        {
            problem = Problem.Error(
                ProblemIds.PortsDoNotFitProtocol,
                FormattableString.Invariant($"the ICMP code {icmpCode} needs a type"),
                "add IcmpType")
                .In(DeclarationPart.IcmpCode);
        }
        else if (icmpType is < 0 or > MaxIcmp)
        {
            problem = OutOfRange(icmpType, "an ICMP type", "a type", 0, MaxIcmp, DeclarationPart.IcmpType);
        }
        else if (icmpCode is < -1 or > MaxIcmp)
        {
            problem = OutOfRange(icmpCode, "an ICMP code", "a code", 0, MaxIcmp, DeclarationPart.IcmpCode);
        }
        else
        {
            ports = PortRange.ForIcmp(icmpType, icmpCode);
        }

        return problem is null;
    }

    /// <summary>A number below 256 is meant as a type; plans number messages by type × 256 + code: 2048 is type 8 code 0.</summary>
    private static Problem NoIcmpPorts(Protocol protocol, int? from, int? to, string? text)
    {
        var ports = PortRange.All;
        var isRead = text is null
            ? ReadNumbers(from!.Value, to ?? from.Value, lowest: 0, out ports) is null
            : from is null && ReadText(text, lowest: 0, out ports) is null;
        var (type, code) = (ports.From, -1);
        // All messages are the protocol alone.
        var isMessage = isRead && ports != PortRange.All
            && ((ports.Count == 1 && type <= MaxIcmp) || (ports.TryGetIcmp(out type, out code) && type >= 0));
        var replacement = (isMessage, code) switch
        {
            (false, _) => null,
            (true, < 0) => FormattableString.Invariant($"IcmpType = {type}"),
            _ => FormattableString.Invariant($"IcmpType = {type}, IcmpCode = {code}"),
        };
        var problem = Problem.Error(
            ProblemIds.PortsDoNotFitProtocol,
            $"{protocol} has types and codes, and no ports",
            replacement is null ? "use IcmpType and IcmpCode, or neither for every message" : $"write {replacement}");
        return problem.At(-1, from is null ? DeclarationPart.PortText : DeclarationPart.FromPort, replacement);
    }

    private static Problem? Read(int? from, int? to, string? text, int lowest, out PortRange ports)
    {
        ports = PortRange.All;
        return (from, text) switch
        {
            (not null, not null) => Problem.Error(
                ProblemIds.PortsGivenTwice, $"the ports are given as numbers and as the text '{text}'", "keep one of them")
                .In(DeclarationPart.PortText),
            ({ } first, null) => ReadNumbers(first, to ?? first, lowest, out ports),
            _ => ReadText(text!, lowest, out ports),
        };
    }

    private static Problem? ReadNumbers(int from, int to, int lowest, out PortRange ports)
    {
        ports = PortRange.All;
        if (PortOutOfRange(from, lowest, DeclarationPart.FromPort) is { } first) return first;
        if (PortOutOfRange(to, lowest, DeclarationPart.ToPort) is { } last) return last;
        if (from > to)
        {
            return Problem.Error(
                ProblemIds.InvertedPortRange,
                FormattableString.Invariant($"the range {from}-{to} is inverted"),
                FormattableString.Invariant($"write {to}, {from}"))
                .In(DeclarationPart.ToPort);
        }

        ports = new(from, to);
        return null;
    }

    private static Problem? ReadText(string text, int lowest, out PortRange ports) =>
        PortRange.TryParse(text, out ports, out var problem)
            ? PortOutOfRange(ports.From, lowest, DeclarationPart.PortText)
            : (problem with { Id = ProblemIds.MalformedPortText }).In(DeclarationPart.PortText);

    private static Problem? PortOutOfRange(int port, int lowest, DeclarationPart part) =>
        port >= lowest && port <= PortRange.MaxPort ? null : OutOfRange(port, "a port", "a port", lowest, PortRange.MaxPort, part);

    private static Problem OutOfRange(int number, string what, string noun, int lowest, int highest, DeclarationPart part) =>
        Problem.Error(
            ProblemIds.PortOutOfRange,
            FormattableString.Invariant($"{number} is not {what}; {noun} is between {lowest} and {highest}"))
            .In(part);
}
