namespace Starface.Policy.Flows.Services;

/// <summary>
/// Consecutive services. A service is a protocol with a port (or an ICMP message), written as one number:
/// <c>protocol × 65536 + port</c>. A set of services is therefore a set of integers below 2^24.
/// </summary>
/// <remarks>
/// A protocol without ports always has all of its 65,536 numbers. So "all protocols" is a single range, and protocols next to
/// each other merge without any special case.
/// </remarks>
/// <param name="Start">The first service.</param>
/// <param name="End">The service after the last one.</param>
internal readonly record struct ServiceRange(int Start, int End)
{
    private const int ProtocolWidth = PortRange.MaxPort + 1;

    /// <summary>The protocols of the range.</summary>
    public ProtocolRange Protocols => new(Start / ProtocolWidth, (End - 1) / ProtocolWidth);

    /// <summary>
    /// The ports of the range, which must be ports of one protocol or whole protocols, as <see cref="FirstPart"/> returns them.
    /// </summary>
    public PortRange Ports => new(Start % ProtocolWidth, (End - 1) % ProtocolWidth);

    /// <summary>The services of a rectangle.</summary>
    public static ServiceRange From(in FlowRange range) => From(range.Protocols, range.Ports);

    /// <summary>The services of protocols and ports.</summary>
    public static ServiceRange From(ProtocolRange protocols, PortRange ports) =>
        new(ServiceOf(protocols.First, ports.From), ServiceOf(protocols.Last, ports.To) + 1);

    /// <summary>The number of a protocol's port.</summary>
    public static int ServiceOf(int protocol, int port) => protocol * ProtocolWidth + port;

    /// <summary>The longest part from the start that one rectangle can hold: ports of one protocol, or whole protocols.</summary>
    /// <remarks>Repeated first parts cut the range into parts that do not overlap and cannot be extended within it.</remarks>
    public ServiceRange FirstPart()
    {
        if (Start % ProtocolWidth != 0)
            return new(Start, Math.Min(End, (Start / ProtocolWidth + 1) * ProtocolWidth));
        var endOfWholeProtocols = End / ProtocolWidth * ProtocolWidth;
        return new(Start, endOfWholeProtocols > Start ? endOfWholeProtocols : End);
    }

    /// <summary>The one of the parts into which repeated <see cref="FirstPart"/> cut the range that holds a service.</summary>
    public ServiceRange PartAt(int service)
    {
        var protocol = service / ProtocolWidth * ProtocolWidth;
        if (protocol < Start || protocol + ProtocolWidth > End)
            return new(Math.Max(Start, protocol), Math.Min(End, protocol + ProtocolWidth));
        return new((Start + ProtocolWidth - 1) / ProtocolWidth * ProtocolWidth, End / ProtocolWidth * ProtocolWidth);
    }

    /// <summary>How many services there are below one, where a protocol without ports counts once.</summary>
    public static long CountBelow(int service)
    {
        var protocol = service / ProtocolWidth;
        long count = service % ProtocolWidth;
        for (var number = 0; number < protocol; number++)
            count += ProtocolRange.NumberHasPortsOrMessages(number) ? ProtocolWidth : 1;
        return count;
    }
}
