using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>One planned rule as tables show it: a rule resource, or a rule within a group.</summary>
/// <param name="Name">The name of the resource or of the rule within it.</param>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The protocol, <c>all</c> for every one.</param>
/// <param name="Ports">The ports or ICMP type and code, <c>all</c> for every one.</param>
/// <param name="IsAllowed">Whether it permits; otherwise it denies.</param>
/// <param name="Peers">The remote sides; <c>*</c> for every address of both families.</param>
/// <param name="Origins">The services and rows it serves; empty where its resource does not tell.</param>
/// <param name="Description">Its description in the cloud, or null.</param>
internal sealed record PlannedRow(
    string Name,
    Direction Direction,
    string Protocol,
    string Ports,
    bool IsAllowed,
    ImmutableArray<string> Peers,
    ImmutableArray<Origin> Origins,
    string? Description)
{
    /// <summary>The text that stands for every protocol and every port.</summary>
    public const string All = "all";

    /// <summary>The remote side that stands for every address of both families.</summary>
    public const string Everyone = "*";
}
