namespace Starface.Policy;

/// <summary>What every <c>[Allow]</c> carries beside its types.</summary>
public abstract class AllowAttribute : Attribute
{
    private protected AllowAttribute() { }

    /// <summary>Why the service is open to this peer group. Asked for where the exposure is unusual.</summary>
    public string? Because { get; set; }

    /// <summary>
    /// Whether these flows must never be cut: administration, the trunk for emergency calls. A change that no longer permits them is
    /// refused unless the service is named: by the stack program compared with its last update, and by the commands <c>diff</c>,
    /// <c>preview</c> and <c>compile</c> compared with what they are told.
    /// </summary>
    public bool NeverCut { get; set; }

    /// <summary>
    /// The last day of the permission, such as <c>2027-01-31</c>; without it the permission stays. No flow closes by itself on that day:
    /// from the next on, a plan is refused until the allowance is removed or renewed. It stands here because C# puts no attributes on
    /// attributes.
    /// </summary>
    public string? Expires { get; set; }

    /// <summary>Where the permission was asked for, such as <c>OPS-1234</c>. It is named when the permission expires.</summary>
    public string? Ticket { get; set; }
}

/// <summary>Opens a service whose requirements all name their remote side themselves (hosts or fixed addresses).</summary>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AllowAttribute<TService> : AllowAttribute
    where TService : class;

/// <summary>Opens a service to a peer group: inbound from it, outbound to it, where a requirement names no remote side itself.</summary>
/// <typeparam name="TService">A class with <see cref="ServiceAttribute"/>.</typeparam>
/// <typeparam name="TPeer">The peer group.</typeparam>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AllowAttribute<TService, TPeer> : AllowAttribute
    where TService : class
    where TPeer : PeerGroup;
