using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>One thing that a firewall has to permit.</summary>
/// <param name="Direction">Whether the connection comes into the network of the list or leaves it.</param>
/// <param name="Traffic">The protocol and ports.</param>
/// <param name="Remote">The other end: a peer group or a host; null for the PBX.</param>
/// <param name="Addresses">Its addresses; empty where they are not known.</param>
/// <param name="Purpose">The service's name for people.</param>
/// <param name="Row">The row of the source.</param>
internal sealed record ListRow(
    Direction Direction, Traffic Traffic, string? Remote, ImmutableArray<string> Addresses, string Purpose, AccessRow Row);
