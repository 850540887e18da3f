using System.Diagnostics.CodeAnalysis;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>Which ports a requirement may name, by its protocol. The compiler's checks and programs that read declarations share it.</summary>
public static class RequirementPorts
{
    private const int MaxIcmp = 255;

    /// <summary>Reads the ports of a requirement.</summary>
    /// <param name="protocol">The protocol. ICMP takes <c>type × 256 + code</c> as port, from 0, and all messages when nothing is given.</param>
    /// <param name="from">The first port; null when it is not given as a number.</param>
    /// <param name="to">The last port; null when it is not given as a number.</param>
    /// <param name="text">The ports as text; null when they are not given as text.</param>
    /// <param name="ports">The ports; all of them for protocols without ports.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static bool TryRead(
        Protocol protocol, int? from, int? to, string? text, out PortRange ports, [NotNullWhen(false)] out PortProblem? problem)
    {
        ports = PortRange.All;
        var given = from is not null || text is not null;
        switch (protocol)
        {
            case Protocol.Any or Protocol.Esp or Protocol.Ah:
                problem = given
                    ? new(PortProblemKind.NotTaken, from is null ? PortArgument.Text : PortArgument.From, $"{protocol} has no ports; leave them out")
                    : null;
                return problem is null;
            case Protocol.Tcp or Protocol.Udp or Protocol.Icmp or Protocol.IcmpV6:
                break;
            default:
                problem = new(PortProblemKind.UnknownProtocol, PortArgument.Protocol, FormattableString.Invariant(
                    $"{(int)protocol} is no protocol the clouds' rules know; use a member of Protocol"));
                return false;
        }

        if (from is not null && text is not null)
        {
            problem = new(PortProblemKind.GivenTwice, PortArgument.Text, $"the ports are given as numbers and as the text '{text}'; keep one of them");
            return false;
        }

        var lowest = protocol is Protocol.Tcp or Protocol.Udp ? 1 : 0;
        if (given)
            problem = text is null ? ReadNumbers(from!.Value, to ?? from.Value, lowest, out ports) : ReadText(text, lowest, out ports);
        else
            problem = lowest == 0
                ? null
                : new(PortProblemKind.Missing, PortArgument.Protocol, $"{protocol} needs ports; write one, or 1, {PortRange.MaxPort} for all of them");
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
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static bool TryRead(
        Protocol protocol, int? from, int? to, string? text, int icmpType, int icmpCode, out PortRange ports, [NotNullWhen(false)] out PortProblem? problem)
    {
        if (!TryRead(protocol, from, to, text, out ports, out problem) || (icmpType == -1 && icmpCode == -1)) return problem is null;
        var given = icmpType == -1 ? PortArgument.IcmpCode : PortArgument.IcmpType;
        if (protocol is not (Protocol.Icmp or Protocol.IcmpV6))
            problem = new(PortProblemKind.NotTaken, given, $"{protocol} has no ICMP types and codes; leave {given} out");
        else if (from is not null || text is not null)
            problem = new(PortProblemKind.GivenTwice, given, $"the messages are given as numbers and with {given}; keep one of them");
        else if (icmpType == -1)
            problem = new(PortProblemKind.Missing, PortArgument.IcmpCode, FormattableString.Invariant($"the ICMP code {icmpCode} needs its type; write IcmpType as well"));
        else if (icmpType is < 0 or > MaxIcmp)
            problem = new(PortProblemKind.OutOfRange, PortArgument.IcmpType, FormattableString.Invariant($"{icmpType} is no ICMP type; a type goes from 0 to {MaxIcmp}"));
        else if (icmpCode is < -1 or > MaxIcmp)
            problem = new(PortProblemKind.OutOfRange, PortArgument.IcmpCode, FormattableString.Invariant($"{icmpCode} is no ICMP code; a code goes from 0 to {MaxIcmp}"));
        else
            ports = PortRange.ForIcmp(icmpType, icmpCode);
        return problem is null;
    }

    private static PortProblem? ReadNumbers(int from, int to, int lowest, out PortRange ports)
    {
        ports = PortRange.All;
        if (OutOfRange(from, lowest, PortArgument.From) is { } first) return first;
        if (OutOfRange(to, lowest, PortArgument.To) is { } last) return last;
        if (from > to)
            return new(PortProblemKind.Inverted, PortArgument.To, FormattableString.Invariant($"the range {from}-{to} is inverted; write {to}, {from}"));
        ports = new(from, to);
        return null;
    }

    private static PortProblem? ReadText(string text, int lowest, out PortRange ports)
    {
        if (!PortRange.TryParse(text, out ports, out var reason))
            return new(PortProblemKind.Malformed, PortArgument.Text, reason.TrimEnd('.'));
        return OutOfRange(ports.From, lowest, PortArgument.Text);
    }

    private static PortProblem? OutOfRange(int port, int lowest, PortArgument argument) =>
        port >= lowest && port <= PortRange.MaxPort
            ? null
            : new(PortProblemKind.OutOfRange, argument, FormattableString.Invariant($"{port} is no port; a port goes from {lowest} to {PortRange.MaxPort}"));
}
