using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy.Flows;

/// <summary>
/// A rectangle of flows: every combination of one direction, protocols, a remote side and ports.
/// The default value is inbound protocol 0 from <c>0.0.0.0</c>.
/// </summary>
/// <remarks>
/// Only a single protocol that has ports (TCP, UDP) or messages (ICMP, ICMPv6) can be limited to some of them. For every other
/// protocol, and for ranges of protocols, the ports are always <see cref="PortRange.All"/>, whatever was given. The clouds do the same.
/// Rectangles are ordered by direction, remote side, protocols and ports.
/// </remarks>
public readonly struct FlowRange : IEquatable<FlowRange>, IComparable<FlowRange>
{
    private readonly PortRange _ports;

    /// <summary>The flows of one direction with these protocols, remote side and ports.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="remote">The remote side.</param>
    /// <param name="ports">The destination ports, or ICMP messages; ignored if the protocols have no ports.</param>
    /// <exception cref="ArgumentOutOfRangeException">The direction does not exist.</exception>
    public FlowRange(Direction direction, ProtocolRange protocols, RemoteScope remote, PortRange ports)
    {
        Direction = direction is Direction.Inbound or Direction.Outbound
            ? direction
            : throw new ArgumentOutOfRangeException(nameof(direction), direction, "There are two directions: inbound and outbound.");
        Protocols = protocols;
        Remote = remote;
        _ports = protocols.HasPortsOrMessages ? ports : PortRange.All;
    }

    /// <summary>The flows of one direction with these protocols and remote side, on all ports.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="remote">The remote side.</param>
    public FlowRange(Direction direction, ProtocolRange protocols, RemoteScope remote)
        : this(direction, protocols, remote, PortRange.All) { }

    /// <summary>Who opens the connection.</summary>
    public Direction Direction { get; }

    /// <summary>The protocols.</summary>
    public ProtocolRange Protocols { get; }

    /// <summary>The remote side.</summary>
    public RemoteScope Remote { get; }

    /// <summary>The destination ports, or ICMP messages; all if the protocols have no ports.</summary>
    public PortRange Ports => Protocols.HasPortsOrMessages ? _ports : PortRange.All;

    /// <summary>Reads a rectangle.</summary>
    /// <exception cref="FormatException">The text is not a valid rectangle. The message says why.</exception>
    public static FlowRange Parse(string text) =>
        TryParse(text, out var range, out var problem) ? range : throw new FormatException(problem.Describe());

    /// <summary>
    /// Reads <c>DIRECTION PROTOCOL REMOTE [PORTS]</c>, such as <c>inbound tcp 203.0.113.0/24 443</c>,
    /// <c>outbound udp any-v4 1025-65535</c>, <c>inbound icmp any-v4 type 8 code 0</c>, <c>inbound all ::/0</c> or
    /// <c>inbound tcp group:sg-123 0-65535</c>. Ports are required if the protocol has ports, and not allowed otherwise.
    /// </summary>
    /// <param name="text">The text, its parts separated by single spaces.</param>
    /// <param name="range">The rectangle, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is none.</param>
    public static bool TryParse(string? text, out FlowRange range, [NotNullWhen(false)] out Problem? problem) =>
        FlowText.TryParse(text, out range, out problem);

    /// <summary>Whether a flow lies in the rectangle. Constant cost.</summary>
    public bool Contains(Flow flow) => Contains(flow.ToRange());

    /// <summary>Whether every flow of another rectangle lies in this one. Constant cost.</summary>
    public bool Contains(FlowRange other) =>
        Direction == other.Direction && Protocols.Contains(other.Protocols) && Ports.Contains(other.Ports) && Remote.Contains(other.Remote);

    /// <summary>Whether the rectangles share a flow. Constant cost.</summary>
    public bool Overlaps(FlowRange other) =>
        Direction == other.Direction && Protocols.Overlaps(other.Protocols) && Ports.Overlaps(other.Ports) && Remote.Overlaps(other.Remote);

    /// <inheritdoc/>
    public int CompareTo(FlowRange other)
    {
        var order = ((int)Direction).CompareTo((int)other.Direction);
        if (order == 0)
            order = Remote.CompareTo(other.Remote);
        if (order == 0)
            order = Protocols.CompareTo(other.Protocols);
        return order != 0 ? order : Ports.CompareTo(other.Ports);
    }

    /// <inheritdoc/>
    public bool Equals(FlowRange other) =>
        Direction == other.Direction && Protocols.Equals(other.Protocols) && Ports.Equals(other.Ports) && Remote.Equals(other.Remote);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        Hash.Combine(Hash.Combine((int)Direction, Protocols.GetHashCode()), Hash.Combine(Remote.GetHashCode(), Ports.GetHashCode()));

    /// <summary>The text that <see cref="Parse"/> reads back.</summary>
    public override string ToString() => FlowText.Format(this);

    /// <summary>Whether both are the same rectangle.</summary>
    public static bool operator ==(FlowRange left, FlowRange right) => left.Equals(right);

    /// <summary>Whether the rectangles differ.</summary>
    public static bool operator !=(FlowRange left, FlowRange right) => !left.Equals(right);
}
