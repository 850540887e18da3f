using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>A service: a function of the PBX with everything it needs from the network.</summary>
/// <param name="Id">The service's id, such as <c>web-interface</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Requirements">Its requirements in the order of declaration.</param>
public sealed record ServiceDefinition(string Id, string Title, ImmutableArray<Requirement> Requirements)
{
    /// <summary>Whose network the requirements are seen from.</summary>
    public Viewpoint Viewpoint { get; init; }

    /// <summary>Where the vendor documents the service when it does so outside the port table, or null.</summary>
    public string? DocumentedElsewhere { get; init; }

    /// <summary>The ids of the services without which this one does not work, in the order of declaration.</summary>
    public ImmutableArray<string> Needs { get; init; } = ImmutableArray<string>.Empty;
}
