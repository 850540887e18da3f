namespace Starface.Policy.Flows;

/// <summary>A rectangle of a cover: a piece of services over consecutive runs of a plane.</summary>
/// <param name="FirstRun">The first run.</param>
/// <param name="LastRun">The last run.</param>
/// <param name="Piece">The services: from the first number to before the second.</param>
/// <param name="Home">A run in which the piece cannot be extended; every other rectangle of the cover is smaller there, or disjoint.</param>
internal sealed record Tile(int FirstRun, int LastRun, Piece Piece, int Home);
