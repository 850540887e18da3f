using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Policies.Tests.Checks;

/// <summary>What the design decided about a row of the port table, which names no direction itself.</summary>
/// <param name="From">The first port of the row.</param>
/// <param name="Words">Words of the row's description, which tell rows of one port apart.</param>
/// <param name="Service">The service the row belongs to.</param>
/// <param name="Directions">Who opens the connection.</param>
internal sealed record PortDecision(int From, string Words, string Service, params ImmutableArray<Direction> Directions)
{
    /// <summary>The setting that moves the port; empty where it stays.</summary>
    public string Setting { get; init; } = "";

    /// <summary>Whether the row is readable on the way though its description does not say so.</summary>
    public bool Unencrypted { get; init; }
}
