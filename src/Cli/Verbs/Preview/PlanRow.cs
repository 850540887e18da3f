using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Verbs.Preview;

/// <summary>A rule as the cloud receives it: a rule resource, or a rule within a group.</summary>
/// <param name="Name">The name of the resource or of the rule within it.</param>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocol">The protocol as tables show it.</param>
/// <param name="Ports">The ports as tables show them.</param>
/// <param name="IsAllowed">Whether it permits; else it denies.</param>
/// <param name="Peers">The remote sides.</param>
/// <param name="Origins">What it serves; empty when it serves no declared rule.</param>
/// <param name="Note">What it is for when it serves no declared rule, or null.</param>
internal sealed record PlanRow(
    string Name,
    Direction Direction,
    string Protocol,
    string Ports,
    bool IsAllowed,
    ImmutableArray<string> Peers,
    ImmutableArray<Origin> Origins,
    string? Note);
