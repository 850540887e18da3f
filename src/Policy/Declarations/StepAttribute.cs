namespace Starface.Policy;

/// <summary>
/// A flow that a scenario needs: a requirement of a service, named by its direction, protocol and declared ports. Where a setting moves the
/// ports, they are moved here too, and rows of other PBX versions are left out.
/// </summary>
/// <remarks>No cloud sees it: it opens nothing.</remarks>
/// <example>
/// <code>
/// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
/// </code>
/// </example>
public abstract class StepAttribute : Attribute
{
    private protected StepAttribute(Direction direction, Protocol protocol, int fromPort, int toPort)
    {
        Direction = direction;
        Protocol = protocol;
        FromPort = fromPort;
        ToPort = toPort;
    }

    /// <summary>Who opens the connection, seen from the PBX.</summary>
    /// <remarks>No cloud sees it: it selects the requirement.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
    /// </code>
    /// </example>
    public Direction Direction { get; }

    /// <summary>The transport protocol.</summary>
    /// <remarks>No cloud sees it: it selects the requirement.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
    /// </code>
    /// </example>
    public Protocol Protocol { get; }

    /// <summary>The first port of the requirement as declared. -1 for every port of the direction and protocol.</summary>
    /// <remarks>No cloud sees it: it selects the requirement.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;RtpMedia, Phones&gt;(Direction.Inbound, Protocol.Udp, 10000, 20000, Symptom = "The phone is not heard")]
    /// </code>
    /// </example>
    public int FromPort { get; }

    /// <summary>The last port of the requirement as declared. -1 for every port of the direction and protocol.</summary>
    /// <remarks>No cloud sees it: it selects the requirement.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;RtpMedia, Phones&gt;(Direction.Inbound, Protocol.Udp, 10000, 20000, Symptom = "The phone is not heard")]
    /// </code>
    /// </example>
    public int ToPort { get; }

    /// <summary>What a person sees when this flow alone is missing, in one sentence. Required.</summary>
    /// <remarks>No cloud sees it: <c>check --scenarios</c> and <c>diff</c> say it where the flow is not permitted.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
    /// </code>
    /// </example>
    public string? Symptom { get; set; }
}

/// <summary>A flow of a scenario whose remote side the service names itself: hosts or fixed addresses.</summary>
/// <remarks>No cloud sees it: it opens nothing.</remarks>
/// <example>
/// <code>
/// [Step&lt;MobilePush&gt;(Direction.Outbound, Protocol.Tcp, 443, Symptom = "The mobile app does not ring while it is closed")]
/// </code>
/// </example>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StepAttribute<TService> : StepAttribute
    where TService : class
{
    /// <summary>A step about every port that the service requires in a direction over a protocol.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    public StepAttribute(Direction direction, Protocol protocol)
        : base(direction, protocol, -1, -1) { }

    /// <summary>A step about one port.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The destination port of the requirement.</param>
    public StepAttribute(Direction direction, Protocol protocol, int port)
        : base(direction, protocol, port, port) { }

    /// <summary>A step about a range of ports.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="fromPort">The first destination port of the requirement.</param>
    /// <param name="toPort">The last destination port of the requirement.</param>
    public StepAttribute(Direction direction, Protocol protocol, int fromPort, int toPort)
        : base(direction, protocol, fromPort, toPort) { }

    /// <summary>The host that the requirement names, where the service has the same ports for several.</summary>
    /// <remarks>No cloud sees it: it selects the requirement.</remarks>
    /// <example>
    /// <code>
    /// [Step&lt;Updates&gt;(Direction.Outbound, Protocol.Tcp, 443, Host = "update.starface.de", Symptom = "The PBX finds no updates")]
    /// </code>
    /// </example>
    public string? Host { get; set; }
}

/// <summary>
/// A flow of a scenario between the PBX and a peer group, or the group that <see cref="SubstituteAttribute{TPeer, TOther}"/> names.
/// </summary>
/// <remarks>No cloud sees it: it opens nothing.</remarks>
/// <example>
/// <code>
/// [Step&lt;Sip, Phones&gt;(Direction.Inbound, Protocol.Udp, 5060, Symptom = "The phone cannot register")]
/// </code>
/// </example>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
/// <typeparam name="TPeer">The peer group that takes part.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StepAttribute<TService, TPeer> : StepAttribute
    where TService : class
    where TPeer : PeerGroup
{
    /// <summary>A step about every port that the service requires in a direction over a protocol.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    public StepAttribute(Direction direction, Protocol protocol)
        : base(direction, protocol, -1, -1) { }

    /// <summary>A step about one port.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="port">The destination port of the requirement.</param>
    public StepAttribute(Direction direction, Protocol protocol, int port)
        : base(direction, protocol, port, port) { }

    /// <summary>A step about a range of ports.</summary>
    /// <param name="direction">Who opens the connection, seen from the PBX.</param>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="fromPort">The first destination port of the requirement.</param>
    /// <param name="toPort">The last destination port of the requirement.</param>
    public StepAttribute(Direction direction, Protocol protocol, int fromPort, int toPort)
        : base(direction, protocol, fromPort, toPort) { }
}
