namespace Starface.Policy;

/// <summary>
/// Declares a service: a function of the PBX (web interface, SIP trunk, RTP media ...) with its requirements.
/// Stands on an empty partial class beside <see cref="InboundAttribute"/> and <see cref="OutboundAttribute"/>.
/// </summary>
/// <param name="id">
/// The service's id: lower-case letters, digits and single hyphens, starting with a letter, at most 40 characters.
/// Unique in an assembly. It stands in names and descriptions of cloud rules and does not change once used.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ServiceAttribute(string id) : Attribute
{
    /// <summary>The service's id.</summary>
    public string Id { get; } = id;

    /// <summary>What people call the service. The id when it is not given.</summary>
    public string? Title { get; set; }

    /// <summary>Whose network the requirements are seen from.</summary>
    public Viewpoint Viewpoint { get; set; }

    /// <summary>
    /// Where the vendor documents the service when it does so outside the port table.
    /// A service with this text may stand without requirements; allowing it then is a warning that repeats the text.
    /// </summary>
    public string? DocumentedElsewhere { get; set; }
}
