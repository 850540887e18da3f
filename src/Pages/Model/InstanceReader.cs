using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Names;

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
    public static InstancePage Read(Plan plan, string stack, string? file, LockedNames? names, OtherSideLists lists)
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
            Reach = [.. plan.SensitiveServices.Select(service => (service.Id, service.ReachIn(plan.Flows)))],
            Scenarios = [.. plan.Run([]).Select(ScenarioEnd.From)],
            DueDates = ReadDates(policy.Definition, names),
        };
    }

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
