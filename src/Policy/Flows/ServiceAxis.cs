using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>
/// Protocol and port as one number, <c>protocol × 65536 + port</c>, so that a set of services is a set of integers below 2^24.
/// </summary>
/// <remarks>
/// A protocol without ports always takes its whole 65,536 numbers. So "all protocols" is a single run of integers and
/// protocols next to each other merge by themselves, without 256 copies of anything.
/// </remarks>
internal static class ServiceAxis
{
    public const int ProtocolWidth = PortRange.MaxPort + 1;

    /// <summary>The services of a rectangle: from the first number to before the second.</summary>
    public static (int From, int End) Of(in FlowRange range) => Of(range.Protocols, range.Ports);

    /// <summary>The services of protocols and ports: from the first number to before the second.</summary>
    public static (int From, int End) Of(ProtocolRange protocols, PortRange ports) =>
        (protocols.First * ProtocolWidth + ports.From, protocols.Last * ProtocolWidth + ports.To + 1);

    /// <summary>
    /// The end of the first piece of a run that a rectangle can hold: ports of one protocol, or whole protocols.
    /// </summary>
    /// <remarks>The pieces of a run do not overlap, and none can be extended within it.</remarks>
    public static int EndOfPiece(int from, int end)
    {
        var wholeEnd = end / ProtocolWidth * ProtocolWidth;
        var nextProtocol = (from / ProtocolWidth + 1) * ProtocolWidth;
        if (from % ProtocolWidth != 0)
            return Math.Min(end, nextProtocol);
        return wholeEnd > from ? wholeEnd : end;
    }

    /// <summary>The protocols of a piece.</summary>
    public static ProtocolRange ProtocolsOf(int from, int end) => new(from / ProtocolWidth, (end - 1) / ProtocolWidth);

    /// <summary>The ports of a piece.</summary>
    public static PortRange PortsOf(int from, int end) => new(from % ProtocolWidth, (end - 1) % ProtocolWidth);

    /// <summary>How many services a set holds, where a protocol without ports counts once.</summary>
    public static BigInteger Count(ReadOnlySpan<int> set)
    {
        long count = 0;
        for (var i = 0; i < set.Length; i += 2)
            count += CountBelow(set[i + 1]) - CountBelow(set[i]);
        return count;
    }

    private static long CountBelow(int service)
    {
        var protocol = service / ProtocolWidth;
        long count = service % ProtocolWidth;
        for (var number = 0; number < protocol; number++)
            count += ProtocolRange.NumberHasPorts(number) ? ProtocolWidth : 1;
        return count;
    }
}
