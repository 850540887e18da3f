namespace Starface.Policy;

/// <summary>
/// One row of what a service needs: direction, protocol, ports, remote side, and where that is written.
/// </summary>
/// <remarks>
/// The remote side is, in this order: <see cref="Addresses"/>, else <see cref="Host"/>, else the service's
/// <see cref="RemoteHostAttribute"/>s, else the peer group the policy allows the service to.
/// </remarks>
public abstract class RequirementAttribute : Attribute
{
    private protected RequirementAttribute(Direction direction, Protocol protocol, int fromPort, int toPort)
    {
        Direction = direction;
        Protocol = protocol;
        FromPort = fromPort;
        ToPort = toPort;
    }

    /// <summary>Who opens the connection.</summary>
    public Direction Direction { get; }

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; }

    /// <summary>The first destination port, 1 to 65535. -1 when the requirement names no port in its constructor.</summary>
    public int FromPort { get; }

    /// <summary>
    /// The last destination port, <see cref="FromPort"/> to 65535. -1 when the requirement names no port in its constructor.
    /// </summary>
    public int ToPort { get; }

    /// <summary>The ports as text, <c>"5060"</c> or <c>"10000-20000"</c>, for those who prefer it to numbers. Not both.</summary>
    public string? Ports { get; set; }

    /// <summary>
    /// The ICMP type, 0 to 255, for <see cref="Policy.Protocol.Icmp"/> and <see cref="Policy.Protocol.IcmpV6"/>; -1 is every type.
    /// </summary>
    public int IcmpType { get; set; } = -1;

    /// <summary>The ICMP code, 0 to 255, beside an <see cref="IcmpType"/>; -1 is every code.</summary>
    public int IcmpCode { get; set; } = -1;

    /// <summary>
    /// The name of a setting that moves the port, a C# identifier such as <c>WebPort</c>. The declared port is its default.
    /// Requirements of several services may share a setting; they then declare the same default.
    /// </summary>
    public string? Setting { get; set; }

    /// <summary>
    /// The fully qualified domain name of the remote side. Security groups take no names: without <see cref="Addresses"/>
    /// or addresses pinned for the host, the plan opens the port to any address and says so.
    /// </summary>
    public string? Host { get; set; }

    /// <summary>
    /// The fixed addresses or prefixes of the remote side. They may stand beside <see cref="Host"/>, whose addresses they are then.
    /// </summary>
    public string[]? Addresses { get; set; }

    /// <summary>The lowest TLS version the port accepts.</summary>
    public Tls MinimumTls { get; set; }

    /// <summary>Whether what passes is readable on the way.</summary>
    public bool Unencrypted { get; set; }

    /// <summary>The first PBX version the requirement applies to, such as <c>7.0.0.19</c>.</summary>
    public string? Since { get; set; }

    /// <summary>The last PBX version the requirement applies to, such as <c>7.0.0.8</c>.</summary>
    public string? Until { get; set; }

    /// <summary>Whether the source states the requirement or it follows from who connects.</summary>
    public Basis Basis { get; set; }

    /// <summary>The row of the source the requirement comes from. It reaches the cloud in the rule's description.</summary>
    public string? Source { get; set; }
}
