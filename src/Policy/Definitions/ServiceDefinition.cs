using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>A service: a function of the PBX with everything it needs from the network.</summary>
/// <param name="id">The service's id, such as <c>web-interface</c>.</param>
/// <param name="title">The service's name for people.</param>
/// <param name="requirements">Its requirements in the order of declaration.</param>
public sealed class ServiceDefinition(string id, string title, ImmutableArray<Requirement> requirements)
{
    /// <summary>The service's id, such as <c>web-interface</c>.</summary>
    public string Id { get; } = id;

    /// <summary>The service's name for people.</summary>
    public string Title { get; } = title;

    /// <summary>Its requirements in the order of declaration.</summary>
    public ImmutableArray<Requirement> Requirements { get; } = requirements;

    /// <summary>The network whose side the requirements describe.</summary>
    public Viewpoint Viewpoint { get; init; }

    /// <summary>Where the vendor documents the service when it does so outside the port table, or null.</summary>
    public string? DocumentedElsewhere { get; init; }

    /// <summary>The ids of the services without which this one does not work, in the order of declaration.</summary>
    public ImmutableArray<string> Needs { get; init; } = ImmutableArray<string>.Empty;
}
