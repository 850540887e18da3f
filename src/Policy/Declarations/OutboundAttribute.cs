namespace Starface.Policy;

/// <summary>A requirement in which the instance connects to a remote side.</summary>
/// <remarks>
/// AWS: an egress rule for each prefix of the remote side. Azure: an outbound rule with all prefixes of an address family, above the
/// rule that denies what is left.
/// </remarks>
/// <example>
/// <code>
/// [Outbound(Protocol.Udp, 53)]
/// [Outbound(Protocol.Tcp, 443, Host = "updates.example.com")]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OutboundAttribute : RequirementAttribute
{
    /// <summary>A requirement whose ports stand in <see cref="RequirementAttribute.Ports"/>, or that takes none.</summary>
    /// <param name="protocol">The transport protocol.</param>
    public OutboundAttribute(Protocol protocol)
        : base(Direction.Outbound, protocol, -1, -1) { }

    /// <summary>A requirement on one port.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The destination port, 1 to 65535.</param>
    public OutboundAttribute(Protocol protocol, int port)
        : base(Direction.Outbound, protocol, port, port) { }

    /// <summary>A requirement on a range of ports.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="fromPort">The first destination port, 1 to 65535.</param>
    /// <param name="toPort">The last destination port, not below <paramref name="fromPort"/>.</param>
    public OutboundAttribute(Protocol protocol, int fromPort, int toPort)
        : base(Direction.Outbound, protocol, fromPort, toPort) { }
}
