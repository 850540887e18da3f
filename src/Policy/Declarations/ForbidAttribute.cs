namespace Starface.Policy;

/// <summary>
/// Flows that no policy of the assembly may open, whatever its allowances and those of included policies are. The compiler refuses a policy
/// that does. It is held against the declared ports and addresses; <c>guardrails.yaml</c> is for what instances make of them.
/// </summary>
/// <remarks>The same on each cloud: a policy that opens the flows is not compiled.</remarks>
/// <example>
/// <code>
/// [assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22, From = typeof(Anywhere), Because = "SSH goes through the VPN")]
/// [assembly: Forbid(Direction.Outbound, Protocol.Tcp, 25)]
/// [assembly: Forbid(Direction.Inbound, Protocol.Udp, 1, 1023)]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ForbidAttribute : Attribute
{
    /// <summary>Every port of a protocol, or a protocol without ports.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocol">The transport protocol.</param>
    public ForbidAttribute(Direction direction, Protocol protocol)
        : this(direction, protocol, -1, -1) { }

    /// <summary>One port.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The destination port, 1 to 65535.</param>
    public ForbidAttribute(Direction direction, Protocol protocol, int port)
        : this(direction, protocol, port, port) { }

    /// <summary>A range of ports.</summary>
    /// <param name="direction">Who opens the connection.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="fromPort">The first destination port, 1 to 65535.</param>
    /// <param name="toPort">The last destination port, not below <paramref name="fromPort"/>.</param>
    public ForbidAttribute(Direction direction, Protocol protocol, int fromPort, int toPort)
    {
        Direction = direction;
        Protocol = protocol;
        FromPort = fromPort;
        ToPort = toPort;
    }

    /// <summary>Who opens the connection.</summary>
    /// <remarks>AWS: ingress or egress. Azure: Inbound or Outbound.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22)]
    /// </code>
    /// </example>
    public Direction Direction { get; }

    /// <summary>The transport protocol; <c>Protocol.Any</c> for all.</summary>
    /// <remarks>The same on each cloud.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Inbound, Protocol.Any, From = typeof(Anywhere))]
    /// </code>
    /// </example>
    public Protocol Protocol { get; }

    /// <summary>The first destination port, or -1 for every port.</summary>
    /// <remarks>The same on each cloud.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22)]
    /// </code>
    /// </example>
    public int FromPort { get; }

    /// <summary>The last destination port, or -1 for every port.</summary>
    /// <remarks>The same on each cloud.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Inbound, Protocol.Udp, 1, 1023)]
    /// </code>
    /// </example>
    public int ToPort { get; }

    /// <summary>
    /// The peer group from which, or outbound to which, they may not be open; without it nobody may have them. What is open to everyone is
    /// open to each peer group, and prefixes that together are everyone are open to everyone. A host is not everyone, although its port is
    /// open to any address until it is pinned.
    /// </summary>
    /// <remarks>The same on each cloud.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22, From = typeof(Anywhere))]
    /// </code>
    /// </example>
    public Type? From { get; set; }

    /// <summary>Why, as a part of the message.</summary>
    /// <remarks>No cloud sees it: the compiler says it.</remarks>
    /// <example>
    /// <code>
    /// [assembly: Forbid(Direction.Outbound, Protocol.Tcp, 25, Because = "Mail leaves through the relay")]
    /// </code>
    /// </example>
    public string? Because { get; set; }
}
