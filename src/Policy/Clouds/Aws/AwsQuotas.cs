using System.Collections.Immutable;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>How much of AWS's quotas a plan uses, in the end and on the way there.</summary>
internal static class AwsQuotas
{
    /// <summary>How many remote sides a message names.</summary>
    private const int NamedSides = 3;

    /// <summary>The quotas: rules for each direction and family, of which the fullest group decides, and groups.</summary>
    public static ImmutableArray<Quota> For(PlanRequest request, AwsGroupAllocation allocation, AwsHeadRoom headRoom)
    {
        var ofFullest = allocation.Groups.Length == 1 ? "" : " in the fullest group";
        return
        [
            .. AwsPlanner.Axes.Select((axis, i) => new Quota(
                $"{Describe(axis)} rules{ofFullest}", allocation.Fullest(i), request.RulesPerGroup)
            {
                Renumbering = headRoom.Largest(i) is { Rules: > 0 } largest ? ($"{largest.Line}", largest.Rules) : null,
                IsNearlyReached = allocation.Free(i) < headRoom.Largest(i).Rules,
            }),
            new Quota("security groups per interface", allocation.Groups.Length, AwsPlanner.GroupsPerInterface(request)),
        ];
    }

    /// <summary>What stands in the way of the plan.</summary>
    public static IEnumerable<Problem> FindProblems(
        PlanRequest request,
        ImmutableArray<Quota> quotas,
        AwsGroupAllocation allocation,
        AwsHeadRoom headRoom,
        List<AwsRuleDraft> drafts)
    {
        var costs = new Lazy<string>(() => CostsOf(drafts));
        foreach (var quota in quotas)
        {
            if (quota.FindProblem(FindFix(request, allocation, quota), () => costs.Value) is { } problem) yield return problem;
        }

        foreach (var crowded in allocation.FindCrowded().GroupBy(crowded => crowded.Group))
            yield return FindCrowded(request, allocation, drafts, crowded.Key, [.. crowded.Select(found => (found.Axis, found.Rules))]);
        if (FindUnattached(request, allocation) is { } unattached) yield return unattached;
        var most = AwsPlanner.GroupsPerInterface(request);
        if (allocation.GroupsDuring > most && allocation.Groups.Length <= most)
        {
            yield return Problem.Error(
                ProblemIds.NoRoomForBoth,
                FormattableString.Invariant($"The interface would have {allocation.GroupsDuring} security groups while old and new ones ")
                    + FormattableString.Invariant($"are both there, and the limit is {most}"),
                "make the change in two updates, so that rules go before others come, or use fewer or wider prefixes");
        }

        if (allocation.Unweighed.ToList() is { Count: > 0 } unweighed)
        {
            yield return Problem.Info(
                ProblemIds.WeightUnknown,
                $"How many entries {Few(unweighed)} may hold is not known, and no more than is known is counted",
                "compare with the stack's export to see whether everything fits");
        }

        if (allocation.IsGuess)
        {
            yield return Problem.Info(
                ProblemIds.AllocatedAnew,
                FormattableString.Invariant($"The rules are spread over {allocation.Groups.Length} groups as for a new instance"),
                "compare with --against and the stack's export to see where rules that exist stay; 'pulumi up' knows");
        }
    }

    private static Problem FindCrowded(
        PlanRequest request,
        AwsGroupAllocation allocation,
        List<AwsRuleDraft> drafts,
        int number,
        ImmutableArray<(AwsAxis Axis, int Rules)> crowded)
    {
        var recorded = request.Recorded!;
        var planned = drafts.Select(draft => draft.Key).ToImmutableHashSet(StringComparer.Ordinal);
        var removed = recorded.Rules.Where(rule => rule.Group == number && !planned.Contains(rule.Key)).ToList();
        var added = allocation.Places.Where(place => place.Group == number && !recorded.Find(place.Draft.Key).Any()).ToList();
        var (gone, come) = (
            Few(removed.Select(rule => rule.Remote ?? rule.Key)), Few(added.Select(place => place.Draft.Remote.ToText())));
        var group = AwsNames.Group(request.Name, number);
        var many = string.Join(
            " and ", crowded.Select(axis => FormattableString.Invariant($"{axis.Rules} {Describe(axis.Axis)}")));
        var between = gone == come ? $"{come} is not" : $"neither {gone} nor {come} is";
        var twice = removed.Count == 0
            ? ""
            : $"run 'pulumi up' twice, first without {come} and then with it ('compile --steps' writes both as programs; in between "
                + $"{between} permitted)";
        var more = MoreGroups(request, allocation)
            ?? (twice.Length == 0 ? "use fewer or wider prefixes, or have the quotas raised" : "have the quotas raised");
        return Problem.Error(
            ProblemIds.NoRoomForBoth,
            $"Group '{group}' would have {many} rules while old and new ones are both there, "
                + FormattableString.Invariant($"and the limit is {request.RulesPerGroup}"),
            twice.Length == 0 ? more : $"{twice}, or {more}");
    }

    private static Problem? FindUnattached(PlanRequest request, AwsGroupAllocation allocation)
    {
        var groups = allocation.Unattached;
        if (groups.IsEmpty) return null;
        var names = string.Join(" and ", groups.Select(group => $"'{AwsNames.Group(request.Name, group)}'"));
        return Problem.Error(
            ProblemIds.GroupNotAttached,
            groups.Length == 1
                ? $"The security group {names} is needed, which the interface does not have yet"
                : $"The security groups {names} are needed, which the interface does not have yet",
            MoreGroups(request, allocation) is { } more
                ? $"attach {(groups.Length == 1 ? "it" : "them")} first: {more}"
                : "use fewer or wider prefixes, or have the quotas for rules or groups raised");
    }

    /// <summary>The advice to create the missing groups in advance; null if the interface would not accept so many.</summary>
    private static string? MoreGroups(PlanRequest request, AwsGroupAllocation allocation)
    {
        var (groups, recorded) = (allocation.GroupsWithRoom, request.Recorded!);
        if (groups.Count > AwsPlanner.GroupsPerInterface(request)) return null;
        var isKnown = recorded.Groups.IsSubsetOf(recorded.FindAttached(request.AttachedGroups));
        var what = !isKnown ? "every group that is not there yet"
            : groups.Count - recorded.Groups.Count == 1 ? "the new group"
            : "the new groups";
        return FormattableString.Invariant(
            $"add minimumGroups: {groups.Count} to what is deployed, run 'pulumi up', put {what} onto the interface, and then make this ")
            + FormattableString.Invariant($"change with attachedGroups: {groups.Max + 1}; or import the attachments that were made by ")
            + "hand and name the interface in networkInterfaceIds, and one update does all of it in order";
    }

    private static string FindFix(PlanRequest request, AwsGroupAllocation allocation, Quota quota)
    {
        if (quota.Used > quota.Limit && allocation.Outgrown.Select(draft => draft.Remote.ToText()).ToList() is { Count: > 0 } outgrown)
        {
            return $"leave prefixListsFrom out, which gives each prefix of {Few(outgrown)} a rule of its own that can be in another group";
        }

        // A rule stays in its group, so another group does not help once the quota is exceeded.
        if (quota.Used > quota.Limit && request.Recorded is { Groups.IsEmpty: false })
            return "use fewer or wider prefixes, or have the quotas for rules or groups raised (rulesPerGroup)";
        var (groups, limit) = (allocation.Groups.Length, AwsPlanner.GroupsPerInterface(request));
        if (groups > limit) return "use fewer or wider prefixes, or have the quotas for rules or groups raised";
        return groups == limit
            ? "use fewer or wider prefixes"
            : FormattableString.Invariant($"use fewer or wider prefixes, or add minimumGroups: {groups + 1} and put the new group onto ")
                + "the interface before it is needed";
    }

    /// <summary>The peers that need the most rules.</summary>
    private static string CostsOf(List<AwsRuleDraft> drafts)
    {
        // The rules of a group's peers share one array of origins, so that each is described once.
        var costs = drafts
            .GroupBy(draft => draft.Origins)
            .Select(same => new { Peers = PeersOf(same.Key), Rules = same.Sum(draft => draft.Remote.Weight) })
            .GroupBy(same => same.Peers, StringComparer.Ordinal)
            .Select(peers => new { Peers = peers.Key, Rules = peers.Sum(same => same.Rules) })
            .OrderByDescending(cost => cost.Rules)
            .ThenBy(cost => cost.Peers, StringComparer.Ordinal)
            .Take(3)
            .Select(cost => FormattableString.Invariant($"{cost.Peers} {cost.Rules}"));
        return $"most rules go to {string.Join(", ", costs)}";
    }

    private static string PeersOf(ImmutableArray<Origin> origins) => string.Join(
        "+", origins.Select(origin => origin.PeerGroup ?? origin.Host ?? origin.Service).Distinct(StringComparer.Ordinal));

    private static string Describe(AwsAxis axis) => $"{RuleText.Describe(axis.Direction)} {RuleText.Describe(axis.Family)}";

    private static string Few(IEnumerable<string> sides)
    {
        var all = sides.Distinct(StringComparer.Ordinal).OrderBy(side => side, StringComparer.Ordinal).ToList();
        var named = string.Join(", ", all.Take(NamedSides));
        return all.Count <= NamedSides ? named : FormattableString.Invariant($"{named} and {all.Count - NamedSides} more");
    }
}
