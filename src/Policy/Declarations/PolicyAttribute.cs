namespace Starface.Policy;

/// <summary>
/// Declares a policy: which services are open to which peer groups. Stands on an empty partial class beside
/// <see cref="AllowAttribute{TService}"/> and <see cref="AllowAttribute{TService, TPeer}"/>.
/// </summary>
/// <param name="id">
/// The policy's id: lower-case letters, digits and single hyphens, starting with a letter, at most 40 characters.
/// Unique in an assembly.
/// </param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PolicyAttribute(string id) : Attribute
{
    /// <summary>The policy's id.</summary>
    public string Id { get; } = id;

    /// <summary>What the policy is for, in one line. The id when it is not given.</summary>
    public string? Title { get; set; }

    /// <summary>
    /// The PBX version the policy is for, such as <c>7.0.0.19</c>. Without it the current release is meant:
    /// requirements with <see cref="RequirementAttribute.Until"/> do not apply, those with <see cref="RequirementAttribute.Since"/> do.
    /// An instance's own version goes before it.
    /// </summary>
    public string? PbxVersion { get; set; }
}
