namespace Starface.Policy;

/// <summary>One <c>[Allow]</c> of a policy: a service and the peer group it is open to.</summary>
/// <param name="Service">The service.</param>
/// <param name="PeerGroup">The id of the peer group, or null when every requirement of the service names its remote side itself.</param>
/// <param name="Because">Why, or null.</param>
public sealed record Allowance(ServiceDefinition Service, string? PeerGroup, string? Because)
{
    /// <summary>Whether these flows must never be cut.</summary>
    public bool NeverCut { get; init; }

    /// <summary>The last day of the permission, or null when it stays.</summary>
    public CalendarDate? Expires { get; init; }

    /// <summary>Where the permission was asked for, or null.</summary>
    public string? Ticket { get; init; }
}
