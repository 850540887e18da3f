namespace Starface.Policy;

/// <summary>A requirement in which a remote side connects to the instance.</summary>
/// <remarks>
/// AWS: an ingress rule for each prefix of the remote side. Azure: an inbound rule with all prefixes of an address family.
/// </remarks>
/// <example>
/// <code>
/// [Inbound(Protocol.Tcp, 443)]
/// [Inbound(Protocol.Udp, 10000, 20000)]
/// [Inbound(Protocol.Esp)]
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class InboundAttribute : RequirementAttribute
{
    /// <summary>A requirement whose ports stand in <see cref="RequirementAttribute.Ports"/>, or that takes none.</summary>
    /// <param name="protocol">The transport protocol.</param>
    public InboundAttribute(Protocol protocol)
        : base(Direction.Inbound, protocol, -1, -1) { }

    /// <summary>A requirement on one port.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The destination port, 1 to 65535.</param>
    public InboundAttribute(Protocol protocol, int port)
        : base(Direction.Inbound, protocol, port, port) { }

    /// <summary>A requirement on a range of ports.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="fromPort">The first destination port, 1 to 65535.</param>
    /// <param name="toPort">The last destination port, not below <paramref name="fromPort"/>.</param>
    public InboundAttribute(Protocol protocol, int fromPort, int toPort)
        : base(Direction.Inbound, protocol, fromPort, toPort) { }
}
