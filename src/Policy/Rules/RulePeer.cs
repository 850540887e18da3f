using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>One remote side of a rule and why it is there.</summary>
/// <param name="Peer">The remote side.</param>
/// <param name="Origins">The services and rows that ask for it, in order, without doubles.</param>
public sealed record RulePeer(Peer Peer, ImmutableArray<Origin> Origins);
