using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>A subnet as a cloud has it.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Id">The cloud's id: <c>subnet-…</c>, or the ARM resource id.</param>
internal sealed record LiveSubnet(CloudTarget Cloud, string Id)
{
    /// <summary>The prefixes of its addresses.</summary>
    public ImmutableArray<Prefix> Prefixes { get; init; } = [];

    /// <summary>Azure: the id of the network security group on the subnet, or null when it has none.</summary>
    public string? GroupId { get; init; }

    /// <summary>The id of the virtual network, or null where the source does not tell.</summary>
    public string? Network { get; init; }

    /// <summary>AWS: the region, or null where the source does not tell.</summary>
    public string? Region { get; init; }

    /// <summary>AWS: the account that owns it, or null where the source does not tell.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Azure: the ids of the interfaces that have an address in the subnet, or null where the source does not tell. One that was not read
    /// is unknown.
    /// </summary>
    public ImmutableArray<string>? InterfaceIds { get; init; }

    /// <summary>What could not be read or understood. An interface in the subnet is never in sync then.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
