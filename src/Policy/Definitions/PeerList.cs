using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Starface.Policy;

/// <summary>The remote networks that play a peer group. Written as a collection: <c>["203.0.113.0/24", "2001:db8::/48"]</c>.</summary>
[CollectionBuilder(typeof(PeerList), nameof(Create))]
public sealed class PeerList : IReadOnlyList<Peer>
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

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
