using System.Collections.Immutable;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>Adds the addresses of the lock file to those that a configuration pins.</summary>
/// <param name="catalog">The policies there are.</param>
/// <param name="names">The lock, or null.</param>
/// <param name="problems">Receives what is wrong with the lock.</param>
internal sealed class LockedHosts(PolicyCatalog catalog, HostsLock? names, ConfigProblems problems)
{
    private readonly Dictionary<string, PeerList?> _peers = new(StringComparer.Ordinal);

    /// <summary>The age up to which the lock is as good as new.</summary>
    public required int MaxAgeDays { get; init; }

    /// <summary>The hosts of a policy that the lock names without addresses, with the reason.</summary>
    /// <param name="definition">The policy.</param>
    public ImmutableSortedDictionary<string, string> FindNotPinnable(PolicyDefinition definition) =>
        definition.Services
            .SelectMany(service => service.Requirements)
            .Select(requirement => requirement.Host)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Select(host => (host, names?.Find(host)?.Reason))
            .Where(known => known.Reason is not null)
            .ToImmutableSortedDictionary(
                known => known.host, known => LockedHost.Describe(known.Reason!.Value), StringComparer.Ordinal);

    /// <summary>The pins of an instance and what the lock has beside them; and what it has from there, or null for nothing.</summary>
    /// <param name="definition">The policy of the instance.</param>
    /// <param name="pinned">The addresses that the configuration pins, by the host as it is declared.</param>
    public (ImmutableSortedDictionary<string, PeerList> Hosts, LockedNames? Names) AddTo(
        PolicyDefinition definition, ImmutableSortedDictionary<string, PeerList> pinned)
    {
        if (names is null) return (pinned, null);
        var hosts = pinned.ToBuilder();
        var added = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var requirement in definition.Services.SelectMany(service => service.Requirements))
        {
            if (requirement.Host is not { } host || !requirement.Addresses.IsEmpty || hosts.ContainsKey(host)) continue;
            if (names.Find(host) is not { Addresses.IsEmpty: false } locked || PeersOf(locked) is not { } peers) continue;
            hosts[host] = peers;
            added.Add(host);
        }

        return (hosts.ToImmutable(), added.Count == 0
            ? null
            : new LockedNames(names.File, names.CheckedOn, added.ToImmutable()) { MaxAgeDays = MaxAgeDays });
    }

    /// <summary>The addresses of a host; null where they must not be used. The instances of a fleet share them.</summary>
    private PeerList? PeersOf(LockedHost host)
    {
        if (_peers.TryGetValue(host.Name, out var known)) return known;
        PeerList? peers = IsAcceptable(host) ? [.. host.Addresses.Select(locked => Peer.FromPrefix(Prefix(locked.Address)))] : null;
        _peers.Add(host.Name, peers);
        return peers;
    }

    /// <summary>
    /// A file that somebody edited must not open what an answer of a name server must not. Examples have documentation addresses.
    /// </summary>
    private bool IsAcceptable(LockedHost host)
    {
        var allowed = NeededHost.AllowPrivateOf(catalog.Services
            .SelectMany(service => service.Requirements)
            .Where(requirement => requirement.Host is { } name && LockedHost.KeyOf(name) == host.Name));
        var refused = (
            from known in host.Addresses
            let range = HostAnswers.FindRefusal(known.Address, allowed, SpecialRanges.Iana)
            where range is not null && range.Use != SpecialUse.Documentation
            select (known.Address, Range: range)).ToList();
        foreach (var (address, range) in refused)
        {
            problems.Add(new Problem(
                ProblemIds.AddressRefused,
                Severity.Error,
                $"Host {host.Name} has the address {address}, which is in {range.Name} ({range.Prefix})")
            {
                Place = names!.PlaceOf(host),
                Fix = "remove it and run 'starface-policy resolve'",
            });
        }

        return refused.Count == 0;
    }

    private static Flows.Prefix Prefix(Flows.Address address) => Flows.Prefix.From(address, Flows.Address.WidthOf(address.Family));
}
