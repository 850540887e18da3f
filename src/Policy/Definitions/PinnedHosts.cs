using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Starface.Policy;

/// <summary>
/// Addresses pinned for host names, in ordinal order of the names, written as <c>Hosts = { ["license.example.com"] = ["203.0.113.7"] }</c>.
/// It is read-only from when the rules of its policy are first read.
/// </summary>
public sealed class PinnedHosts : IEnumerable<KeyValuePair<string, PeerList>>
{
    private ImmutableSortedDictionary<string, PeerList> _hosts;
    private bool _isReadOnly;

    /// <summary>No hosts.</summary>
    public PinnedHosts()
        : this(ImmutableSortedDictionary.Create<string, PeerList>(StringComparer.Ordinal))
    {
    }

    private PinnedHosts(ImmutableSortedDictionary<string, PeerList> hosts) => _hosts = hosts;

    /// <summary>The addresses of a host.</summary>
    /// <param name="host">The name as services declare it.</param>
    /// <exception cref="KeyNotFoundException">The host is not pinned.</exception>
    /// <exception cref="InvalidOperationException">The rules of the policy have been read, so that it is too late to set it.</exception>
    public PeerList this[string host]
    {
        get => _hosts[host];
        set
        {
            if (_isReadOnly)
                throw new InvalidOperationException($"The rules of the policy have been read; pin '{host}' where the policy is made.");
            _hosts = _hosts.SetItem(host, value);
        }
    }

    /// <summary>How many hosts are pinned.</summary>
    public int Count => _hosts.Count;

    /// <summary>The names in ordinal order.</summary>
    public IEnumerable<string> Keys => _hosts.Keys;

    /// <summary>Hosts that are pinned.</summary>
    /// <param name="hosts">The addresses by name.</param>
    public static implicit operator PinnedHosts(ImmutableSortedDictionary<string, PeerList> hosts) => From(hosts);

    /// <summary>Hosts that are pinned.</summary>
    /// <param name="hosts">The addresses by name.</param>
    public static PinnedHosts From(IEnumerable<KeyValuePair<string, PeerList>> hosts) =>
        new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, hosts));

    /// <summary>Whether a host is pinned.</summary>
    /// <param name="host">The name.</param>
    public bool ContainsKey(string host) => _hosts.ContainsKey(host);

    /// <summary>The addresses of a host, where it is pinned.</summary>
    /// <param name="host">The name.</param>
    /// <param name="addresses">The addresses.</param>
    public bool TryGetValue(string host, [NotNullWhen(true)] out PeerList? addresses) => _hosts.TryGetValue(host, out addresses);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PeerList>> GetEnumerator() => _hosts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same hosts, of which the copy may get more.</summary>
    internal PinnedHosts Copy() => new(_hosts);

    /// <summary>From now on no host is set: what depends on them has been computed.</summary>
    internal void MakeReadOnly() => _isReadOnly = true;
}
