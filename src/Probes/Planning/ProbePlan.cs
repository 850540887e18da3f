using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Probes.Planning;

/// <summary>
/// What is tried for an instance from where its connections begin. Every address is one of the policy's peers, declarations and pins, or,
/// for a host that has none of these, one that its name has now.
/// </summary>
internal sealed class ProbePlan
{
    private readonly FirewallPolicy _policy;
    private readonly ProbeChoice _choice;

    private ProbePlan(FirewallPolicy policy, ProbeChoice choice, ImmutableArray<ProbeRow> rows)
    {
        (_policy, _choice, Rows) = (policy, choice, rows);
        Hosts =
        [
            .. rows.Where(row => row.Requirement.Host is not null)
                .GroupBy(row => LockedHost.KeyOf(row.Requirement.Host!), StringComparer.Ordinal)
                .OrderBy(host => host.Key, StringComparer.Ordinal)
                .Select(host => new NeededHost(host.Key, NeededHost.AllowPrivateOf(host.Select(row => row.Requirement)))),
        ];
    }

    /// <summary>The rows, in the order of the policy.</summary>
    public ImmutableArray<ProbeRow> Rows { get; }

    /// <summary>The hosts of the rows, whose names are looked up.</summary>
    public ImmutableArray<NeededHost> Hosts { get; }

    /// <summary>The plan of an instance.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="viewpoint">Whose network the connections begin in.</param>
    /// <param name="choice">What is to be tried.</param>
    public static ProbePlan For(FirewallPolicy policy, Viewpoint viewpoint, ProbeChoice choice) => new(
        policy,
        choice,
        [
            .. PolicyRows.Of(policy, viewpoint, Direction.Outbound)
                .Where(row => choice.Services.IsEmpty || choice.Services.Contains(row.Service)),
        ]);

    /// <summary>The probes, in the order of the rows; rows that need the same attempt share it.</summary>
    /// <param name="lookups">How the questions about <see cref="Hosts"/> ended, or null where none was asked.</param>
    /// <param name="ranges">The ranges that answers of name servers must not be in.</param>
    public ImmutableArray<Probe> Probes(ImmutableArray<Lookup>? lookups, SpecialRanges ranges)
    {
        var hosts = lookups is { } ended
            ? Hosts.ToDictionary(
                host => host.Name,
                host => HostLookup.From(
                    [.. host.AllowPrivate, .. PinsOf(host.Name)], ended.Where(lookup => lookup.Host == host.Name), ranges),
                StringComparer.Ordinal)
            : null;
        return Probe.Join(Rows.SelectMany(row => OfRow(row, hosts).Select(probe => (row, probe))));
    }

    /// <summary>The prefixes that a person gave a host.</summary>
    private IEnumerable<Prefix> PinsOf(string name) => Rows
        .Where(row => row.Requirement.Host is { } host && LockedHost.KeyOf(host) == name)
        .SelectMany(row => PolicyRows.Remotes(_policy, row))
        .Select(peer => peer.Prefix)
        .OfType<Prefix>();

    private IEnumerable<Probe> OfRow(ProbeRow row, Dictionary<string, HostLookup>? hosts)
    {
        foreach (var remote in RemotesOf(row, hosts))
        {
            if (remote.Known is not null)
            {
                yield return remote with { Ports = row.Ports };
                continue;
            }

            var (ports, known) = PortsOf(row);
            if (known is not null) yield return remote with { Ports = row.Ports, Known = known };

            foreach (var port in ports)
            {
                var method = row.Ports.Count > MethodChoice.MostPorts ? ProbeMethod.Sip : MethodChoice.For(row, port);
                yield return remote with { Ports = new PortRange(port), Method = method };
            }
        }
    }

    /// <summary>The ports that are tried, and why the others are not.</summary>
    private (IEnumerable<int> Ports, ProbeOutcome? Known) PortsOf(ProbeRow row)
    {
        const int sip = 5060;
        if (row.Requirement.Protocol is not (Protocol.Tcp or Protocol.Udp))
            return ([], ProbeOutcome.OutOfSight("only TCP and UDP are tried"));
        if (row.Ports.Count <= MethodChoice.MostPorts) return (Enumerable.Range(row.Ports.From, row.Ports.Count), null);
        if (row.Requirement.Protocol == Protocol.Tcp)
            return ([], ProbeOutcome.OutOfSight("the row has a range of ports, and which of them serve is not known"));

        // A line that signals over TCP does so over UDP as well, on a port that lies within its media's.
        var signals = row.Ports.Contains(sip) && Rows.Any(
            other => other.Service == row.Service && other.Requirement.Protocol == Protocol.Tcp && other.Ports == new PortRange(sip));
        return (signals ? [sip] : [], ProbeOutcome.OutOfSight("media: no server answers them without a call"));
    }

    /// <summary>The addresses of a row's remote side, and what has none.</summary>
    private IEnumerable<Probe> RemotesOf(ProbeRow row, Dictionary<string, HostLookup>? hosts)
    {
        var peers = PolicyRows.Remotes(_policy, row).ToList();
        if (row.Requirement.Host is { } host) return RemotesOf(row, host, peers, hosts?[LockedHost.KeyOf(host)]);
        if (row.PeerGroup == PeerGroupId.Anywhere)
            return [Side(row, "anywhere", ProbeOutcome.OutOfSight("the row is open to anywhere, so that no server is known"))];
        return peers.SelectMany(peer => RemotesOf(row, peer));
    }

    private IEnumerable<Probe> RemotesOf(ProbeRow row, Peer peer)
    {
        if (peer.Kind == PeerKind.CloudItself)
        {
            var own = _choice.FindOwnServers(row.Requirement.Protocol, row.Ports.From);
            return own.IsEmpty
                ? [Side(row, peer.ToString(), ProbeOutcome.OutOfSight("the cloud serves it itself, and at no address"))]
                : own.Select(address => Side(row, address));
        }

        if (peer.Prefix is not { } prefix)
            return [Side(row, peer.ToString(), ProbeOutcome.NotProbed("only the cloud knows the addresses of this group"))];
        if (prefix.First == prefix.Last) return [Side(row, prefix.First)];
        var named = _choice.Servers.Where(prefix.Contains).ToList();
        return named.Count > 0
            ? named.Select(address => Side(row, address))
            : [Side(row, prefix.ToString(), ProbeOutcome.NotProbed("no server in this network is named"))];
    }

    /// <summary>
    /// The addresses of a host. Declared ones are all tried. Of pinned and locked ones those that the name has now: an address that it had
    /// before may have been given away. What the name has beside them is told and not tried: the instance's rules do not permit it.
    /// </summary>
    private IEnumerable<Probe> RemotesOf(ProbeRow row, string host, List<Peer> peers, HostLookup? now)
    {
        if (now is { Problem: { } problem })
            yield return Side(row, host, new(ProbeVerdict.DoesNotResolve, problem));
        foreach (var (family, why) in now?.Unanswered ?? [])
        {
            var said = $"whether the name has {RuleText.Describe(family)} addresses is not known: {why}";
            var isIdle = family == AddressFamily.IPv6 && !_choice.HasIPv6();
            yield return Side(row, host, isIdle ? ProbeOutcome.OutOfSight(said) : ProbeOutcome.CutShort(said));
        }

        foreach (var (address, why) in now?.Refused ?? [])
            yield return Side(row, address) with { Host = host, Known = new(ProbeVerdict.DoesNotResolve, why) };
        if (peers.Count == 0)
        {
            if (now is null) yield return Side(row, host, null);
            foreach (var address in now?.Addresses ?? []) yield return Side(row, address) with { Host = host };
            yield break;
        }

        var isDeclared = !row.Requirement.Addresses.IsEmpty;
        var isKnown = now is { Addresses.IsEmpty: false };
        foreach (var peer in peers)
        {
            if (peer.Prefix is { } prefix && isKnown && !isDeclared)
            {
                var within = now!.Addresses.Where(prefix.Contains).ToList();
                foreach (var address in within) yield return Side(row, address) with { Host = host };
                if (within.Count > 0) continue;
                var isAddress = prefix.First == prefix.Last;
                yield return (isAddress ? Side(row, prefix.First) : Side(row, prefix.ToString(), null)) with
                {
                    Host = host,
                    Known = ProbeOutcome.OutOfSight(isAddress
                        ? "the name does not have this address any more"
                        : "the name has no address in this network any more"),
                };
            }
            else
            {
                foreach (var side in RemotesOf(row, peer)) yield return side with { Host = host };
            }
        }

        foreach (var address in (now?.Addresses ?? []).Where(address => !peers.Exists(peer => peer.Prefix?.Contains(address) == true)))
        {
            yield return Side(row, address) with
            {
                Host = host,
                Known = new(ProbeVerdict.OutsideLock, "the instance's rules have other addresses for the host"),
            };
        }
    }

    private static Probe Side(ProbeRow row, Address address) => Side(row, address.ToString(), null) with { Address = address };

    private static Probe Side(ProbeRow row, string remote, ProbeOutcome? known) =>
        new(remote, row.Requirement.Protocol, row.Ports, ProbeMethod.Connect)
        {
            Host = row.Requirement.Host,
            Known = known,
        };
}
