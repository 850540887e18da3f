namespace Starface.Policy;

/// <summary>
/// Leaves a service out of what the policy includes, for every peer group. It has no effect on what the policy allows itself, so that an
/// <c>[Allow]</c> beside it opens the service in another way.
/// </summary>
/// <remarks>The same on each cloud: there is no rule for it.</remarks>
/// <example>
/// <code>
/// [Include&lt;CloudPbx&gt;]
/// [Exclude&lt;Provisioning&gt;]
/// </code>
/// </example>
/// <typeparam name="TService">A service that an included policy allows.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExcludeAttribute<TService> : Attribute
    where TService : class;

/// <summary>Leaves a service out of what the policy includes, for one peer group.</summary>
/// <remarks>The same on each cloud: there is no rule for it.</remarks>
/// <example>
/// <code>
/// [Include&lt;CloudPbx&gt;]
/// [Exclude&lt;Sip, SipProviders&gt;]
/// </code>
/// </example>
/// <typeparam name="TService">A service that an included policy allows to the peer group.</typeparam>
/// <typeparam name="TPeer">The peer group.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ExcludeAttribute<TService, TPeer> : Attribute
    where TService : class
    where TPeer : PeerGroup;
