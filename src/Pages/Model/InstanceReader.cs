using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
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
    /// <param name="lists">What other networks have to permit.</param>
    /// <param name="scenarios">The scenarios of the catalog, beside those that the policy supports.</param>
    public static InstancePage Read(
        Plan plan, string stack, string? file, LockedNames? names, OtherSideLists lists, IEnumerable<ScenarioDefinition> scenarios)
    {
        var policy = plan.Policy;
        var access = PolicyAccess.From(policy);
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
            PeerGroups = access.PeerGroups,
            Hosts = access.Hosts,
            // The addresses are those of the peer groups and hosts. Without them many instances have equal rows.
            Access = [.. access.Access.Select(cell => cell with { Rows = [.. cell.Rows.Select(row => row with { Peers = [] })] })],
            Lists = lists.Of(policy),
            Resources =
            [
                .. from row in plan.Cloud.ReadRows(plan)
                   group row.Name by (row.Direction, Traffic: new Traffic(row.Protocol, row.Ports), row.IsAllowed) into rule
                   let resources = rule.Distinct(StringComparer.Ordinal)
                   select new RuleResources(rule.Key.Direction, rule.Key.Traffic, rule.Key.IsAllowed, [.. resources]),
            ],
            Quotas = plan.Quotas,
            Reach = ReadReach(plan),
            Scenarios =
            [
                .. plan.Run(scenarios).Select(ScenarioEnd.From)
                    .OrderByDescending(scenario => scenario.IsSupported)
                    .ThenBy(scenario => scenario.Id, StringComparer.Ordinal),
            ],
            DueDates = ReadDates(policy.Definition, names),
        };
    }

    private static ImmutableArray<DueDate> ReadDates(PolicyDefinition policy, LockedNames? names)
    {
        var dates = new List<DueDate>();
        foreach (var allowance in policy.Allowances)
        {
            if (allowance.Expires is { } ends) dates.Add(DateOf(ends, DueKind.PermissionEnds, allowance));
            if (allowance.ReviewBy is { } review) dates.Add(DateOf(review, DueKind.Review, allowance));
        }

        if (names is not null) dates.Add(new DueDate(names.CheckedOn, DueKind.LockChecked, names.File, null));
        return
        [
            .. dates.OrderBy(date => date.Day)
                .ThenBy(date => date.Subject, StringComparer.Ordinal)
                .ThenBy(date => date.PeerGroup, StringComparer.Ordinal),
        ];

        static DueDate DateOf(CalendarDate day, DueKind kind, Allowance allowance) =>
            new(day, kind, allowance.Service.Title, allowance.Owner) { PeerGroup = allowance.PeerGroup };
    }

    /// <summary>How many public addresses reach each sensitive service, on which ports, and who has them.</summary>
    private static ImmutableArray<ServiceReach> ReadReach(Plan plan)
    {
        var titles = plan.Policy.Definition.Services.ToDictionary(service => service.Id, service => service.Title, StringComparer.Ordinal);
        var isPublic = new Dictionary<RemoteScope, bool>();
        return
        [
            .. plan.SensitiveServices.Select(service => new ServiceReach(
                service.Id,
                titles.GetValueOrDefault(service.Id, service.Id),
                [.. service.Ports.Select(port => Traffic.From(port.Protocol, port.Ports))],
                service.ReachIn(plan.Flows))
            {
                From =
                [
                    .. plan.Policy.Rules
                        .Where(rule => rule.Direction == Direction.Inbound && service.Ports.Any(port =>
                            (rule.Protocol == port.Protocol || rule.Protocol == Protocol.Any) && rule.Ports.Overlaps(port.Ports)))
                        .SelectMany(rule => rule.Peers)
                        .Where(peer => HasPublic(peer.Peer.Scope))
                        .SelectMany(peer => peer.Origins.Select(origin => origin.PeerGroup ?? origin.Host ?? origin.Service))
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal),
                ],
            }),
        ];

        // The same few scopes are those of most rules.
        bool HasPublic(RemoteScope scope)
        {
            if (!isPublic.TryGetValue(scope, out var known))
            {
                var reach = scope.Group is { } group
                    ? PublicReach.Of(PrefixSet.Empty, [group])
                    : PublicReach.Of(PrefixSet.FromRanges(scope.Addresses), []);
                isPublic.Add(scope, known = reach != PublicReach.None);
            }

            return known;
        }
    }
}
