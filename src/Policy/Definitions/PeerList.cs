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

    private IReadOnlyCollection<Peer>? _uncontained;

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

    /// <summary>
    /// The peers without those that another one contains, and without what the cloud serves itself. Adjacent ones are not merged: the
    /// operator finds the prefixes as declared. Made once, since each row of a policy asks for it.
    /// </summary>
    internal IReadOnlyCollection<Peer> Uncontained => _uncontained ??= FindUncontained();

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

    private List<Peer> FindUncontained()
    {
        // A prefix comes after those that contain it, so the widest one before it decides.
        var kept = new List<Peer>(Count);
        var named = _peers.Where(peer => peer.Kind != PeerKind.CloudItself);
        foreach (var peer in named.OrderBy(peer => peer, Comparer<Peer>.Create(CompareWidestFirst)))
        {
            if (kept.Count == 0 || !kept[kept.Count - 1].Contains(peer)) kept.Add(peer);
        }

        return kept;
    }

    private static int CompareWidestFirst(Peer left, Peer right) =>
        left.Prefix is { } one && right.Prefix is { } other && one.Network.Equals(other.Network)
            ? one.Length.CompareTo(other.Length)
            : left.CompareTo(right);
}
