using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;

namespace Starface.Policy.Comparison;

/// <summary>A place of an interface where a group of an instance is in force.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Configuration">Its place in a subnet.</param>
internal sealed record InterfacePlace(LiveInterface Interface, LiveIpConfiguration Configuration)
{
    /// <summary>Whether it is the same place of the same reading.</summary>
    /// <param name="other">Another place.</param>
    public bool Equals(InterfacePlace? other) =>
        other is not null && ReferenceEquals(Interface, other.Interface) && ReferenceEquals(Configuration, other.Configuration);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Interface.Id);

    /// <summary>The way to the place.</summary>
    /// <param name="layers">The layers in the order of the way in.</param>
    public LayerPath ToPath(ImmutableArray<Layer> layers) => new(layers, Configuration)
    {
        FamiliesElsewhere =
        [
            .. Interface.Configurations
                .Where(other => !ReferenceEquals(other, Configuration))
                .SelectMany(other => other.Addresses)
                .Select(address => address.Family)
                .Distinct(),
        ],
    };
}
