using System.Collections.Immutable;

namespace Starface.Pages.Model;

/// <summary>A peer group or a host, with its addresses.</summary>
/// <param name="Id">The peer group's id or the host's name.</param>
/// <param name="Addresses">Its addresses and groups of a cloud, as a stack's file writes them; empty where it has none.</param>
internal sealed record Remote(string Id, ImmutableArray<string> Addresses);
