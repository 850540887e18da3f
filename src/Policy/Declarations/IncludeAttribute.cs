namespace Starface.Policy;

/// <summary>
/// Includes what another policy allows, with everything it includes itself. Reasons, <see cref="AllowAttribute.NeverCut"/>, expiry dates
/// and optional peer groups stay as they are declared there. <see cref="ExcludeAttribute{TService}"/> leaves some of it out. The other
/// policy may be in another assembly. Its id, its title and its <see cref="PolicyAttribute.PbxVersion"/> are not included. What several
/// included policies allow in the same way is included once.
/// </summary>
/// <remarks>The rules are the same on each cloud as if the allowances were written here.</remarks>
/// <example>
/// <code>
/// [Include&lt;CloudPbx&gt;]
/// [Allow&lt;Ldaps, DirectoryServers&gt;]
/// </code>
/// </example>
/// <typeparam name="TPolicy">A class with <see cref="PolicyAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class IncludeAttribute<TPolicy> : Attribute
    where TPolicy : class;
