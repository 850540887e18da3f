namespace Starface.Policy.Flows;

/// <summary>A run of services that one rule can hold. A class, so that collections of pieces are compiled ahead of time.</summary>
/// <param name="From">The first service.</param>
/// <param name="End">The service after the last.</param>
internal sealed record Piece(int From, int End);
