namespace Starface.Policy;

/// <summary>
/// Names a peer group that takes part in a scenario where a policy opens it to that group and not to the one that the steps name: phones
/// that reach the PBX through a VPN are in <c>Vpn</c>. Several are tried in their order.
/// </summary>
/// <remarks>No cloud sees it: a scenario opens nothing.</remarks>
/// <example>
/// <code>
/// [Substitute&lt;Phones, Vpn&gt;]
/// [Substitute&lt;Phones, Anywhere&gt;]
/// </code>
/// </example>
/// <typeparam name="TPeer">The peer group that the steps name.</typeparam>
/// <typeparam name="TOther">The peer group that may take part in its place.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SubstituteAttribute<TPeer, TOther> : Attribute
    where TPeer : PeerGroup
    where TOther : PeerGroup;
