namespace Starface.Policy;

/// <summary>What every <c>[Allow]</c> carries beside its types.</summary>
/// <remarks>The same on each cloud: what is allowed becomes rules.</remarks>
/// <example>
/// <code>
/// [Allow&lt;WebInterface, Administrators&gt;(Because = "They maintain the PBX")]
/// </code>
/// </example>
public abstract class AllowAttribute : Attribute
{
    private protected AllowAttribute() { }

    /// <summary>Why the service is open to this peer group. Asked for where the exposure is unusual.</summary>
    /// <remarks>No cloud sees it: <c>list</c>, <c>show --format json</c> and <c>explain --format json</c> tell it.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Because = "They maintain the PBX")]
    /// </code>
    /// </example>
    public string? Because { get; set; }

    /// <summary>
    /// Whether these flows must never be cut: administration, the trunk for emergency calls. A change that no longer permits them is
    /// refused unless the service is named: by the stack program compared with its last update, and by the commands <c>diff</c>,
    /// <c>preview</c> and <c>compile</c> compared with what they are told.
    /// </summary>
    /// <remarks>
    /// AWS and Azure: the description of its rules begins with a mark. The change is refused before anything is sent there.
    /// </remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(NeverCut = true)]
    /// </code>
    /// </example>
    public bool NeverCut { get; set; }

    /// <summary>
    /// The last day of the permission, such as <c>2027-01-31</c>; without it the permission stays. No flow closes by itself on that day:
    /// from the next on, a plan is refused until the allowance is removed or renewed. It stands here because C# puts no attributes on
    /// attributes.
    /// </summary>
    /// <remarks>The same on each cloud: no rule closes by itself, and the plan is refused from the next day on.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Expires = "2099-12-31", Ticket = "OPS-1234")]
    /// </code>
    /// </example>
    public string? Expires { get; set; }

    /// <summary>Where the permission was asked for, such as <c>OPS-1234</c>. It is named when the permission expires.</summary>
    /// <remarks>No cloud sees it: it is named when the permission expires.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Expires = "2099-12-31", Ticket = "OPS-1234")]
    /// </code>
    /// </example>
    public string? Ticket { get; set; }

    /// <summary>Who answers for the permission, such as <c>voice@example.org</c>. It is named when a review is due.</summary>
    /// <remarks>No cloud sees it: <c>list</c> tells it, and the finding of a review that is due.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Owner = "voice@example.org")]
    /// </code>
    /// </example>
    public string? Owner { get; set; }

    /// <summary>
    /// The last day before the permission must be reviewed again, such as <c>2027-05-31</c>. From the next day on, <c>check</c> and
    /// <c>preview</c> warn; nothing closes, and no plan is refused.
    /// </summary>
    /// <remarks>The same on each cloud: a finding, and no other plan.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Owner = "voice@example.org", ReviewBy = "2099-05-31")]
    /// </code>
    /// </example>
    public string? ReviewBy { get; set; }

    /// <summary>
    /// The digest of what the last review saw: the protocols, ports, hosts, addresses and versions of the service's rows, and the peer
    /// group. When a row changes, the compiler asks for a new review and tells the new digest. The addresses of an instance's peers are not
    /// part of it: they are in the stack's file, with a history of their own.
    /// </summary>
    /// <remarks>The same on each cloud: a finding, and no other plan.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;WebInterface, Administrators&gt;(Owner = "voice@example.org", ReviewBy = "2099-05-31", Reviewed = "b61f9aed6890")]
    /// </code>
    /// </example>
    public string? Reviewed { get; set; }
}

/// <summary>Opens a service whose requirements all name their remote side themselves (hosts or fixed addresses).</summary>
/// <remarks>The same on each cloud: rules to the hosts and addresses of the service.</remarks>
/// <example>
/// <code>
/// [Allow&lt;Updates&gt;]
/// </code>
/// </example>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AllowAttribute<TService> : AllowAttribute
    where TService : class;

/// <summary>Opens a service to a peer group: inbound from it, outbound to it, where a requirement names no remote side itself.</summary>
/// <remarks>
/// AWS: a rule for each peer, which may be a prefix, a security group or a prefix list. Azure: prefixes, service tags or application
/// security groups of one rule.
/// </remarks>
/// <example>
/// <code>
/// [Allow&lt;WebInterface, Administrators&gt;]
/// </code>
/// </example>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
/// <typeparam name="TPeer">The peer group.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AllowAttribute<TService, TPeer> : AllowAttribute
    where TService : class
    where TPeer : PeerGroup
{
    /// <summary>
    /// Whether an instance may leave the peer group out: no peers, no rule. A plan then says what is not open. The group is optional only
    /// where every <c>[Allow]</c> of the policy that names it says so.
    /// </summary>
    /// <remarks>The same on each cloud: without peers there is no rule.</remarks>
    /// <example>
    /// <code>
    /// [Allow&lt;Backup, BackupTargets&gt;(Optional = true)]
    /// </code>
    /// </example>
    public bool Optional { get; set; }
}
