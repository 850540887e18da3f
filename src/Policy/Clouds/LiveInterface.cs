using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>A network interface as a cloud has it: where groups and the other layers meet.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Id">The cloud's id: <c>eni-…</c>, or the ARM resource id.</param>
internal sealed record LiveInterface(CloudTarget Cloud, string Id)
{
    /// <summary>Where it is: region and account, or the file it was read from.</summary>
    public string Place { get; init; } = "";

    /// <summary>
    /// The ids of the groups on the interface itself: security groups on AWS, at most one network security group on Azure.
    /// </summary>
    public ImmutableArray<string> GroupIds { get; init; } = [];

    /// <summary>Its places in subnets.</summary>
    public ImmutableArray<LiveIpConfiguration> Configurations { get; init; } = [];

    /// <summary>The id of the virtual network, or null where the source does not tell.</summary>
    public string? Network { get; init; }

    /// <summary>AWS: the region, or null where the source does not tell.</summary>
    public string? Region { get; init; }

    /// <summary>AWS: the account that owns it, or null where the source does not tell.</summary>
    public string? Account { get; init; }

    /// <summary>The id of the machine it is attached to, or null.</summary>
    public string? Machine { get; init; }

    /// <summary>What could not be read or understood. An interface with any is never in sync.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];
}
