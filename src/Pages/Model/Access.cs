using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>What one peer group, or the hosts that the catalogue names, may do with one service: a cell of the matrix.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's name for people.</param>
/// <param name="PeerGroup">The peer group's id, or null for hosts that the requirements name.</param>
/// <param name="Rows">The rows that permit it, in order.</param>
internal sealed record Access(
    Direction Direction, string Service, string Title, string? PeerGroup, ImmutableArray<AccessRow> Rows)
{
    /// <summary>The traffic of all rows, each once, in their order.</summary>
    public IEnumerable<Traffic> Traffic => Rows.Select(row => row.Traffic).Distinct();

    /// <summary>Whether both say the same, row by row.</summary>
    /// <param name="other">The other cell.</param>
    public bool Equals(Access? other) =>
        other is not null
        && Direction == other.Direction
        && Service == other.Service
        && Title == other.Title
        && PeerGroup == other.PeerGroup
        && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Direction, Service, PeerGroup, Rows.Length);
}
