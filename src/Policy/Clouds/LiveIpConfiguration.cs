using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>
/// A place of a network interface in a subnet. An interface on AWS has one, on Azure one for each of its IP configurations.
/// </summary>
/// <param name="SubnetId">The id of the subnet.</param>
internal sealed record LiveIpConfiguration(string SubnetId)
{
    /// <summary>The private addresses; empty where the source does not tell them.</summary>
    public ImmutableArray<Address> Addresses { get; init; } = [];

    /// <summary>Azure: the ids of the application security groups it belongs to.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];
}
