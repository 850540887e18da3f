using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>One remote side of a rule and why it is there.</summary>
/// <param name="peer">The remote side.</param>
/// <param name="origins">The services and rows that ask for it, in order, without duplicates.</param>
public sealed class RulePeer(Peer peer, ImmutableArray<Origin> origins)
{
    /// <summary>The remote side.</summary>
    public Peer Peer { get; } = peer;

    /// <summary>The services and rows that ask for it, in order, without duplicates.</summary>
    public ImmutableArray<Origin> Origins { get; } = origins;
}
