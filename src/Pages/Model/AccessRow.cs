using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>A row of the source that permits something, with who it is permitted to.</summary>
/// <param name="Traffic">The protocol and ports.</param>
/// <param name="Source">The row of the source.</param>
/// <param name="Basis">Whether the source states it or it was inferred.</param>
/// <param name="Peers">The remote sides as a stack's file writes them, in the order of the rule.</param>
internal sealed record AccessRow(Traffic Traffic, string Source, Basis Basis, ImmutableArray<string> Peers)
{
    /// <summary>Why the policy allows it, or null.</summary>
    public string? Because { get; init; }

    /// <summary>The included policy that allows it, or null.</summary>
    public string? IncludedFrom { get; init; }

    /// <summary>The host that the requirement names, or null.</summary>
    public string? Host { get; init; }

    /// <summary>The lowest TLS version, or null where none is asked for.</summary>
    public string? MinimumTls { get; init; }

    /// <summary>Whether the traffic is unencrypted.</summary>
    public bool IsUnencrypted { get; init; }

    /// <summary>Whether running calls on it must never be cut.</summary>
    public bool IsNeverCut { get; init; }

    /// <summary>The remote sides, where they are not those of the whole peer group or host; empty otherwise.</summary>
    public ImmutableArray<string> OnlyPeers { get; init; } = [];
}
