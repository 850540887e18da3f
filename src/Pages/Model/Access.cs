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
}
