namespace Starface.Policy;

/// <summary>One <c>[Allow]</c> of a policy: a service and the peer group it is open to.</summary>
/// <param name="service">The service.</param>
/// <param name="peerGroup">The id of the peer group, or null when every requirement of the service names its remote side itself.</param>
/// <param name="because">The reason, or null.</param>
public sealed class Allowance(ServiceDefinition service, string? peerGroup, string? because)
{
    /// <summary>The service.</summary>
    public ServiceDefinition Service { get; } = service;

    /// <summary>The id of the peer group, or null when every requirement of the service names its remote side itself.</summary>
    public string? PeerGroup { get; } = peerGroup;

    /// <summary>The reason, or null.</summary>
    public string? Because { get; } = because;

    /// <summary>Whether these flows must never be cut.</summary>
    public bool NeverCut { get; init; }

    /// <summary>Whether an instance may leave the peer group out, so that nothing is open.</summary>
    public bool Optional { get; init; }

    /// <summary>The last day of the permission, or null when it does not end.</summary>
    public CalendarDate? Expires { get; init; }

    /// <summary>The ticket in which the permission was requested, or null.</summary>
    public string? Ticket { get; init; }

    /// <summary>Who answers for the permission, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The last day before it must be reviewed again, or null.</summary>
    public CalendarDate? ReviewBy { get; init; }

    /// <summary>The digest of what the last review saw, or null.</summary>
    public string? Reviewed { get; init; }

    /// <summary>The id of the included policy that declares it; null when the policy declares it itself.</summary>
    public string? IncludedFrom { get; init; }
}
