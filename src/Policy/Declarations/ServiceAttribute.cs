namespace Starface.Policy;

/// <summary>
/// Declares a service: a function of the PBX (web interface, SIP trunk, RTP media ...) with its requirements.
/// Stands on an empty partial class beside <see cref="InboundAttribute"/> and <see cref="OutboundAttribute"/>.
/// </summary>
/// <remarks>AWS and Azure: the id is in the description of each rule, on AWS in its tag <c>starface-policy:service</c> too.</remarks>
/// <example>
/// <code>
/// [Service("wallboard", Title = "Wallboard of the call center")]
/// [Inbound(Protocol.Tcp, 8443, Source = "Manual of the wallboard, page 7")]
/// public sealed partial class Wallboard;
/// </code>
/// </example>
/// <param name="id">
/// The service's id: lower-case letters, digits and single hyphens, starting with a letter, at most 40 characters.
/// Unique in an assembly. It stands in names and descriptions of cloud rules and does not change once used.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ServiceAttribute(string id) : Attribute
{
    /// <summary>The service's id.</summary>
    /// <remarks>AWS and Azure: it is in the description of each rule of the service.</remarks>
    /// <example>
    /// <code>
    /// [Service("wallboard")]
    /// </code>
    /// </example>
    public string Id { get; } = id;

    /// <summary>What people call the service. The id when it is not given.</summary>
    /// <remarks>No cloud sees it: it is in tables and tooltips.</remarks>
    /// <example>
    /// <code>
    /// [Service("wallboard", Title = "Wallboard of the call center")]
    /// </code>
    /// </example>
    public string? Title { get; set; }

    /// <summary>Whose network the requirements are seen from.</summary>
    /// <remarks>
    /// The same on each cloud: one group protects one network, so that a policy which mixes viewpoints is a warning (SFP2007).
    /// </remarks>
    /// <example>
    /// <code>
    /// [Service("desk-phones", Viewpoint = Viewpoint.Phones)]
    /// </code>
    /// </example>
    public Viewpoint Viewpoint { get; set; }

    /// <summary>
    /// Where the vendor documents the service when it does so outside the port table.
    /// A service with this text may stand without requirements; allowing it then is a warning that repeats the text.
    /// </summary>
    /// <remarks>No cloud sees it: a service without requirements opens nothing.</remarks>
    /// <example>
    /// <code>
    /// [Service("conferences", DocumentedElsewhere = "Manual of the conference server")]
    /// </code>
    /// </example>
    public string? DocumentedElsewhere { get; set; }
}
