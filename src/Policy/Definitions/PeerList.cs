using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Starface.Policy;

/// <summary>
/// The remote networks of a peer group, written as a collection: <c>["203.0.113.0/24", "2001:db8::/48"]</c>. Equal lists have equal peers
/// in the same order.
/// </summary>
[CollectionBuilder(typeof(PeerList), nameof(Create))]
public sealed class PeerList : IReadOnlyList<Peer>, IEquatable<PeerList>
{
    private readonly ImmutableArray<Peer> _peers;

    private PeerList(ImmutableArray<Peer> peers) => _peers = peers;

    /// <summary>The list of all addresses of both families.</summary>
    public static PeerList Anywhere { get; } = [Flows.Prefix.Any(Flows.AddressFamily.IPv4), Flows.Prefix.Any(Flows.AddressFamily.IPv6)];

    /// <inheritdoc/>
    public int Count => _peers.Length;

    /// <inheritdoc/>
    public Peer this[int index] => _peers[index];

    /// <summary>Makes the list; collection expressions call it.</summary>
    /// <param name="peers">The peers.</param>
    public static PeerList Create(ReadOnlySpan<Peer> peers) => new([.. peers.ToArray()]);

    /// <inheritdoc/>
    public IEnumerator<Peer> GetEnumerator() => ((IEnumerable<Peer>)_peers).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PeerList? other) => other is not null && _peers.SequenceEqual(other._peers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PeerList);

    /// <inheritdoc/>
    public override int GetHashCode() => _peers.Aggregate(17, (hash, peer) => (hash * 31) + peer.GetHashCode());

    /// <summary>Whether two lists have equal peers in the same order.</summary>
    public static bool operator ==(PeerList? left, PeerList? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two lists differ in a peer or in the order.</summary>
    public static bool operator !=(PeerList? left, PeerList? right) => !(left == right);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
