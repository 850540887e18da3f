namespace Starface.Policy;

/// <summary>
/// One row of what a service needs: direction, protocol, ports, remote side, and where that is written. The remote side is, in this order:
/// <see cref="Addresses"/>, else <see cref="Host"/>, else the service's <see cref="RemoteHostAttribute"/>s, else the peer group the policy
/// allows the service to.
/// </summary>
/// <remarks>AWS: the rules of security groups. Azure: the rules of a network security group. Both permit the same flows.</remarks>
/// <example>
/// <code>
/// [Inbound(Protocol.Tcp, 443, Source = "Port table, row 443 TCP")]
/// </code>
/// </example>
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
    /// <remarks>AWS: ingress or egress. Azure: Inbound or Outbound.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 443)]
    /// </code>
    /// </example>
    public Direction Direction { get; }

    /// <summary>The transport protocol.</summary>
    /// <remarks>
    /// AWS: the protocol's number or name. Azure: <c>Tcp</c>, <c>Udp</c>, <c>Icmp</c>, <c>Esp</c>, <c>Ah</c> or <c>*</c>, without ICMP
    /// of IPv6 (SFP4004).
    /// </remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 443)]
    /// </code>
    /// </example>
    public Protocol Protocol { get; }

    /// <summary>The first destination port, 1 to 65535. -1 when the requirement names no port in its constructor.</summary>
    /// <remarks>AWS: <c>fromPort</c>. Azure: the first of <c>destinationPortRange</c>.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Udp, 10000, 20000)]
    /// </code>
    /// </example>
    public int FromPort { get; }

    /// <summary>
    /// The last destination port, <see cref="FromPort"/> to 65535. -1 when the requirement names no port in its constructor.
    /// </summary>
    /// <remarks>AWS: <c>toPort</c>. Azure: the last of <c>destinationPortRange</c>.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Udp, 10000, 20000)]
    /// </code>
    /// </example>
    public int ToPort { get; }

    /// <summary>The ports as text, <c>"5060"</c> or <c>"10000-20000"</c>, for those who prefer it to numbers. Not both.</summary>
    /// <remarks>The same on each cloud as ports given as numbers.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Udp, Ports = "10000-20000")]
    /// </code>
    /// </example>
    public string? Ports { get; set; }

    /// <summary>
    /// The ICMP type, 0 to 255, for <see cref="Policy.Protocol.Icmp"/> and <see cref="Policy.Protocol.IcmpV6"/>; -1 is every type.
    /// </summary>
    /// <remarks>AWS: the type is <c>fromPort</c>. Azure knows no types: a requirement with one cannot be planned there (SFP4004).</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Icmp, IcmpType = 8)]
    /// </code>
    /// </example>
    public int IcmpType { get; set; } = -1;

    /// <summary>The ICMP code, 0 to 255, beside an <see cref="IcmpType"/>; -1 is every code.</summary>
    /// <remarks>AWS: the code is <c>toPort</c>. Azure knows no codes: a requirement with one cannot be planned there (SFP4004).</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Icmp, IcmpType = 3, IcmpCode = 4)]
    /// </code>
    /// </example>
    public int IcmpCode { get; set; } = -1;

    /// <summary>
    /// The name of a setting that moves the port, a C# identifier such as <c>WebPort</c>. The declared port is its default.
    /// Requirements of several services may share a setting; they then declare the same default.
    /// </summary>
    /// <remarks>The same on each cloud: the rule has the port of the instance, <c>starface:settings</c> in its configuration.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 443, Setting = "WebPort")]
    /// </code>
    /// </example>
    public string? Setting { get; set; }

    /// <summary>
    /// The fully qualified domain name of the remote side. Security groups take no names: without <see cref="Addresses"/>
    /// or addresses pinned for the host, the plan opens the port to any address and says so.
    /// </summary>
    /// <remarks>
    /// The rules of AWS and Azure have addresses only: those that are pinned or in <c>hosts.lock.yaml</c>. Without any, outbound is
    /// open to any address, and inbound stays closed.
    /// </remarks>
    /// <example>
    /// <code>
    /// [Outbound(Protocol.Tcp, 443, Host = "updates.example.com")]
    /// </code>
    /// </example>
    public string? Host { get; set; }

    /// <summary>
    /// The fixed addresses or prefixes of the remote side. They may stand beside <see cref="Host"/>, whose addresses they are then.
    /// </summary>
    /// <remarks>AWS: a rule for each prefix. Azure: the prefixes of one rule.</remarks>
    /// <example>
    /// <code>
    /// [Outbound(Protocol.Udp, 5060, Addresses = ["203.0.113.7", "198.51.100.0/24"])]
    /// </code>
    /// </example>
    public string[]? Addresses { get; set; }

    /// <summary>
    /// The private prefixes that <see cref="Host"/> may have addresses in when its name is resolved, such as <c>10.0.0.0/8</c>. Without
    /// them an answer with a private address is refused.
    /// </summary>
    /// <remarks>No cloud sees it: <c>starface-policy resolve</c> reads it.</remarks>
    /// <example>
    /// <code>
    /// [Outbound(Protocol.Tcp, 389, Host = "directory.example.com", AllowPrivate = ["10.0.0.0/8"])]
    /// </code>
    /// </example>
    public string[]? AllowPrivate { get; set; }

    /// <summary>The lowest TLS version the port accepts.</summary>
    /// <remarks>
    /// Neither AWS nor Azure can enforce it in a group: it is shown, and a version that the vendor excludes is a warning (SFP2006).
    /// </remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12)]
    /// </code>
    /// </example>
    public Tls MinimumTls { get; set; }

    /// <summary>Whether what passes is readable on the way.</summary>
    /// <remarks>The same on each cloud: it is shown, and open to everyone it is a warning (SFP3001).</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 80, Unencrypted = true)]
    /// </code>
    /// </example>
    public bool Unencrypted { get; set; }

    /// <summary>The first PBX version the requirement applies to, such as <c>7.0.0.19</c>.</summary>
    /// <remarks>The same on each cloud: a plan for an older release has no rule for it.</remarks>
    /// <example>
    /// <code>
    /// [Outbound(Protocol.Tcp, 443, Host = "push.example.com", Since = "7.0.0.19")]
    /// </code>
    /// </example>
    public string? Since { get; set; }

    /// <summary>The last PBX version the requirement applies to, such as <c>7.0.0.8</c>.</summary>
    /// <remarks>The same on each cloud: a plan for a newer release has no rule for it.</remarks>
    /// <example>
    /// <code>
    /// [Outbound(Protocol.Tcp, 443, Host = "push.example.com", Until = "7.0.0.8")]
    /// </code>
    /// </example>
    public string? Until { get; set; }

    /// <summary>Whether the source states the requirement or it follows from who connects.</summary>
    /// <remarks>No cloud sees it: tables and JSON tell it.</remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 22, Basis = Basis.Operator)]
    /// </code>
    /// </example>
    public Basis Basis { get; set; }

    /// <summary>The row of the source the requirement comes from. It reaches the cloud in the rule's description.</summary>
    /// <remarks>
    /// AWS: in the rule's description and tag <c>starface-policy:source</c>. Azure: in its description. Characters that a cloud refuses
    /// are replaced.
    /// </remarks>
    /// <example>
    /// <code>
    /// [Inbound(Protocol.Tcp, 443, Source = "Port table, row 443 TCP")]
    /// </code>
    /// </example>
    public string? Source { get; set; }
}
