using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>Takes from a policy who may do what, and who they are.</summary>
/// <param name="Access">What is permitted, by direction, service and peer group.</param>
/// <param name="PeerGroups">The peer groups in ordinal order.</param>
/// <param name="Hosts">The hosts of the rules in ordinal order.</param>
internal sealed record PolicyAccess(ImmutableArray<Access> Access, ImmutableArray<Remote> PeerGroups, ImmutableArray<Remote> Hosts)
{
    /// <summary>What a policy permits.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    public static PolicyAccess From(FirewallPolicy policy)
    {
        var rows = ReadRows(policy);
        var hosts = rows.Where(row => row.Origin.Host is not null)
            .GroupBy(row => row.Origin.Host!, StringComparer.Ordinal)
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .Select(host => new Remote(host.Key, [.. host.SelectMany(row => row.Row.Peers).Distinct(StringComparer.Ordinal)]))
            .ToImmutableArray();
        var groups = policy.Definition.PeerGroups
            .Select(group => new Remote(group, TextOf(policy.Arguments.Peers.GetValueOrDefault(group) ?? [])))
            .ToImmutableArray();
        var whole = hosts.Concat(groups).ToDictionary(
            remote => remote.Id, remote => remote.Addresses.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        whole[PeerGroupId.Anywhere] = TextOf(PeerList.Anywhere).ToHashSet(StringComparer.Ordinal);
        var titles = policy.Definition.Services.ToDictionary(service => service.Id, service => service.Title, StringComparer.Ordinal);
        return new PolicyAccess(
            [
                .. from row in rows
                   group row by (row.Direction, row.Origin.Service, row.Origin.PeerGroup) into cell
                   orderby cell.Key.Direction, cell.Key.Service, cell.Key.PeerGroup
                   select new Access(
                       cell.Key.Direction,
                       cell.Key.Service,
                       titles.GetValueOrDefault(cell.Key.Service, cell.Key.Service),
                       cell.Key.PeerGroup,
                       [.. cell.Select(row => Narrowed(row.Row, whole.GetValueOrDefault(row.Origin.Host ?? cell.Key.PeerGroup ?? "")))]),
            ],
            groups,
            hosts);
    }

    private static List<(Direction Direction, Origin Origin, AccessRow Row)> ReadRows(FirewallPolicy policy)
    {
        var requirements = policy.Definition.Services
            .SelectMany(service => service.Requirements.Select(requirement => (service.Id, Requirement: requirement)))
            .ToLookup(row => (row.Id, row.Requirement.Direction, row.Requirement.Protocol, row.Requirement.Source));
        var rows = new List<(Direction, Origin, AccessRow)>();
        foreach (var rule in policy.Rules)
        {
            var peers = new SortedDictionary<Origin, ImmutableArray<string>.Builder>();
            foreach (var peer in rule.Peers)
            {
                var text = FlowJson.RemoteText(peer.Peer.Scope);
                foreach (var origin in peer.Origins)
                {
                    if (!peers.TryGetValue(origin, out var list)) peers.Add(origin, list = ImmutableArray.CreateBuilder<string>());
                    list.Add(text);
                }
            }

            foreach (var (origin, list) in peers)
            {
                var requirement = requirements[(origin.Service, rule.Direction, rule.Protocol, origin.Source)]
                    .Select(row => row.Requirement)
                    .FirstOrDefault(row => row.Host == origin.Host);
                rows.Add((rule.Direction, origin, new AccessRow(
                    Traffic.From(rule.Protocol, rule.Ports), origin.Source, origin.Basis, list.ToImmutable())
                {
                    Because = origin.Because,
                    IncludedFrom = origin.IncludedFrom,
                    Host = origin.Host,
                    MinimumTls = requirement?.MinimumTls is { } tls and not Tls.Unspecified
                        ? FormattableString.Invariant($"TLS {(int)tls / 10}.{(int)tls % 10}")
                        : null,
                    IsUnencrypted = requirement?.Unencrypted == true,
                    IsNeverCut = origin.NeverCut,
                }));
            }
        }

        return rows;
    }

    /// <summary>The row, with its remote sides where they are not those of the whole peer group or host.</summary>
    private static AccessRow Narrowed(AccessRow row, HashSet<string>? whole) =>
        whole is not null && whole.SetEquals(row.Peers)
            ? row
            : row with { OnlyPeers = row.Peers };

    /// <summary>Peers as a stack's file writes them.</summary>
    public static ImmutableArray<string> TextOf(PeerList peers) => [.. peers.Select(peer => FlowJson.RemoteText(peer.Scope))];
}
