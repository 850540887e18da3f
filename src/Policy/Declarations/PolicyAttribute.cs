namespace Starface.Policy;

/// <summary>
/// Declares a policy: which services are open to which peer groups. Stands on an empty partial class beside
/// <see cref="AllowAttribute{TService}"/> and <see cref="AllowAttribute{TService, TPeer}"/>.
/// </summary>
/// <remarks>AWS and Azure: the id is the group's tag <c>starface-policy:policy</c>.</remarks>
/// <example>
/// <code>
/// [Policy("office-pbx", Title = "Phones of the office")]
/// [Allow&lt;Sip, Phones&gt;]
/// [Allow&lt;RtpMedia, Phones&gt;]
/// public sealed partial class OfficePbx;
/// </code>
/// </example>
/// <param name="id">
/// The policy's id: lower-case letters, digits and single hyphens, starting with a letter, at most 40 characters.
/// Unique in an assembly.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PolicyAttribute(string id) : Attribute
{
    /// <summary>The policy's id.</summary>
    /// <remarks>AWS and Azure: the group's tag <c>starface-policy:policy</c>.</remarks>
    /// <example>
    /// <code>
    /// [Policy("office-pbx")]
    /// </code>
    /// </example>
    public string Id { get; } = id;

    /// <summary>What the policy is for, in one line. The id when it is not given.</summary>
    /// <remarks>No cloud sees it: it is in tables and tooltips.</remarks>
    /// <example>
    /// <code>
    /// [Policy("office-pbx", Title = "Phones of the office")]
    /// </code>
    /// </example>
    public string? Title { get; set; }

    /// <summary>
    /// The PBX version the policy is for, such as <c>7.0.0.19</c>. Without it the current release is meant:
    /// requirements with <see cref="RequirementAttribute.Until"/> do not apply, those with <see cref="RequirementAttribute.Since"/> do.
    /// An instance's own version goes before it.
    /// </summary>
    /// <remarks>The same on each cloud: the rows of the release become rules.</remarks>
    /// <example>
    /// <code>
    /// [Policy("office-pbx", PbxVersion = "7.0.0.19")]
    /// </code>
    /// </example>
    public string? PbxVersion { get; set; }
}
