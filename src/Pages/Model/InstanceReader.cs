using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Names;
using Starface.Policy.Review;

namespace Starface.Pages.Model;

/// <summary>Takes from a plan what a page shows of it.</summary>
internal static class InstanceReader
{
    /// <summary>What a page shows of an instance.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stack">The stack that it belongs to.</param>
    /// <param name="file">Where it is described, or null.</param>
    /// <param name="names">What it has from the lock file, or null.</param>
    public static InstancePage Read(Plan plan, string stack, string? file, LockedNames? names)
    {
        var policy = plan.Policy;
        var rows = ReadRows(plan);
        var hosts = rows.Where(row => row.Origin.Host is not null)
            .GroupBy(row => row.Origin.Host!, StringComparer.Ordinal)
            .OrderBy(host => host.Key, StringComparer.Ordinal)
            .Select(host => new Remote(host.Key, [.. host.SelectMany(row => row.Row.Peers).Distinct(StringComparer.Ordinal)]))
            .ToImmutableArray();
        var groups = policy.Definition.PeerGroups
            .Select(group => new Remote(group, TextOf(policy.Arguments.Peers.GetValueOrDefault(group) ?? [])))
            .ToImmutableArray();
        var whole = hosts.Concat(groups).ToDictionary(remote => remote.Id, remote => remote.Addresses, StringComparer.Ordinal);
        whole[PeerGroupId.Anywhere] = TextOf(PeerList.Anywhere);
        var titles = policy.Definition.Services.ToDictionary(service => service.Id, service => service.Title, StringComparer.Ordinal);
        return new InstancePage(
            stack,
            plan.Name,
            file,
            plan.Cloud.Name,
            policy.Definition.Id,
            policy.Definition.Title,
            policy.PbxVersion?.ToString(),
            plan.Digest)
        {
            PeerGroups = groups,
            Hosts = hosts,
            Access =
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
            Resources =
            [
                .. from row in plan.Cloud.ReadRows(plan)
                   group row.Name by (row.Direction, Traffic: new Traffic(row.Protocol, row.Ports), row.IsAllowed) into rule
                   let resources = rule.Distinct(StringComparer.Ordinal)
                   select new RuleResources(rule.Key.Direction, rule.Key.Traffic, rule.Key.IsAllowed, [.. resources]),
            ],
            Quotas = plan.Quotas,
            Reach = [.. SensitiveService.Of(policy).Select(service => (service.Id, service.ReachIn(plan.Flows)))],
            Scenarios = [.. plan.Run([]).Select(ScenarioEnd.From)],
            DueDates = ReadDates(policy.Definition, names),
        };
    }

    private static List<(Direction Direction, Origin Origin, AccessRow Row)> ReadRows(Plan plan)
    {
        var requirements = plan.Policy.Definition.Services
            .SelectMany(service => service.Requirements.Select(requirement => (service.Id, Requirement: requirement)))
            .ToLookup(row => (row.Id, row.Requirement.Direction, row.Requirement.Protocol, row.Requirement.Source));
        var rows = new List<(Direction, Origin, AccessRow)>();
        foreach (var rule in plan.Rules)
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
    private static AccessRow Narrowed(AccessRow row, ImmutableArray<string> whole) =>
        !whole.IsDefault && row.Peers.Length == whole.Length && row.Peers.ToHashSet(StringComparer.Ordinal).SetEquals(whole)
            ? row
            : row with { OnlyPeers = row.Peers };

    private static ImmutableArray<string> TextOf(PeerList peers) => [.. peers.Select(peer => FlowJson.RemoteText(peer.Scope))];

    private static ImmutableArray<DueDate> ReadDates(PolicyDefinition policy, LockedNames? names)
    {
        var dates = new List<DueDate>();
        foreach (var allowance in policy.Allowances)
        {
            var subject = allowance.PeerGroup is { } group ? $"{allowance.Service.Id}: {group}" : allowance.Service.Id;
            if (allowance.Expires is { } ends) dates.Add(new DueDate(ends, DueKind.PermissionEnds, subject, allowance.Owner));
            if (allowance.ReviewBy is { } review) dates.Add(new DueDate(review, DueKind.Review, subject, allowance.Owner));
        }

        if (names is not null) dates.Add(new DueDate(names.CheckedOn, DueKind.LockChecked, names.File, null));
        return [.. dates.OrderBy(date => date.Day).ThenBy(date => date.Subject, StringComparer.Ordinal)];
    }
}
