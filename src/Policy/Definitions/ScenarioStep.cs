using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>A flow that a scenario needs: requirements of a service that share direction, protocol and ports.</summary>
/// <param name="service">The service.</param>
/// <param name="direction">Who opens the connection, seen from the PBX.</param>
/// <param name="protocol">The transport protocol.</param>
/// <param name="ports">The ports of the requirements as declared; null for all that have the direction and protocol.</param>
/// <param name="symptom">What a person sees when this flow alone is missing.</param>
public sealed class ScenarioStep(
    ServiceDefinition service, Direction direction, Protocol protocol, PortRange? ports, string symptom)
{
    /// <summary>The service.</summary>
    public ServiceDefinition Service { get; } = service;

    /// <summary>Who opens the connection, seen from the PBX.</summary>
    public Direction Direction { get; } = direction;

    /// <summary>The transport protocol.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>The ports of the requirements as declared; null for all that have the direction and protocol.</summary>
    public PortRange? Ports { get; } = ports;

    /// <summary>What a person sees when this flow alone is missing.</summary>
    public string Symptom { get; } = symptom;

    /// <summary>The host of the requirements, or null for every remote side that they name.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// The ids of the peer groups that may take part, in the order in which they are tried; empty where the requirements name their remote
    /// side themselves.
    /// </summary>
    public ImmutableArray<string> PeerGroups { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The requirements that the step is about, in the order of declaration, for every PBX version.</summary>
    public IEnumerable<Requirement> Requirements => Service.Requirements.Where(IsAbout);

    private bool IsAbout(Requirement requirement) =>
        requirement.Direction == Direction
        && requirement.Protocol == Protocol
        && (Ports is not { } ports || requirement.Ports == ports)
        && (Host is null || string.Equals(requirement.Host, Host, StringComparison.OrdinalIgnoreCase));
}
