using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The order in which an update changes prefix lists. Pulumi deletes rules at the end of an update, but removes entries of a list as
/// soon as it updates the list. A list that loses an entry therefore depends on everything that permits the same traffic from then on.
/// </summary>
internal sealed class AwsListOrder
{
    private readonly Dictionary<string, ImmutableArray<string>> _waits = new(StringComparer.Ordinal);

    /// <summary>Finds the order of a plan's lists.</summary>
    /// <param name="request">The instance, with its recorded groups and rules.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="groups">The numbers of the groups.</param>
    /// <param name="places">The rules.</param>
    public AwsListOrder(PlanRequest request, AwsPrefixLists lists, ImmutableArray<int> groups, IReadOnlyList<AwsPlace> places)
    {
        Lists = lists.Names;
        if (Lists.IsEmpty || request.Recorded is { Groups.IsEmpty: true }) return;
        var ofLists = places.ToLookup(place => place.Draft.Remote.List);

        // A rule has no effect until its group is attached.
        ImmutableArray<string> plain =
        [
            .. ofLists[null].Select(place => $"{request.Name}-{place.Name}"),
            .. AwsAttachments.NamesOf(request, groups),
        ];
        if (request.Recorded is not { } recorded)
        {
            // The entries of the lists before the update are unknown.
            foreach (var list in Lists) _waits.Add(list, plain);
            return;
        }

        var declared = new Lazy<FlowSet>(() => FlowSet.From(request.Policy.Rules.SelectMany(rule => rule.FlowRanges())));
        var needed = new SortedDictionary<string, FlowSet>(StringComparer.Ordinal);
        foreach (var list in Lists)
        {
            var lost = FindLost(recorded, lists, list);
            if (lost.IsEmpty) continue;
            var flows = lost.Intersect(declared.Value).Except(FindRetained(request, lists, list));
            if (!flows.IsEmpty) needed.Add(list, flows);
        }

        var edges = needed.ToDictionary(
            list => list.Key,
            list => Lists
                .Where(other => other != list.Key && !FlowsOf(lists, other, ofLists[other]).Intersect(list.Value).IsEmpty)
                .ToList(),
            StringComparer.Ordinal);
        foreach (var list in needed.Keys)
        {
            _waits.Add(
                list,
                [
                    .. plain,
                    .. edges[list],
                    .. edges[list].SelectMany(other => ofLists[other]).Select(place => $"{request.Name}-{place.Name}"),
                ]);
        }

        Lists = Sort(edges);
    }

    /// <summary>The names of the lists. Each one follows the lists that it depends on.</summary>
    public ImmutableArray<string> Lists { get; }

    /// <summary>The lists that depend on each other and cannot be ordered; empty if every list can.</summary>
    public ImmutableArray<string> Cycle { get; private set; } = [];

    /// <summary>Whether a list depends on other resources. Attachments must not depend on its rules then.</summary>
    /// <param name="list">The list's name; null is never a list.</param>
    public bool Waits(string? list) => list is not null && _waits.ContainsKey(list);

    /// <summary>The resources that a list depends on, in ordinal order.</summary>
    /// <param name="list">The list's name.</param>
    public ImmutableArray<string> WaitsOf(string list) => _waits.TryGetValue(list, out var waits)
        ? [.. waits.OrderBy(name => name, StringComparer.Ordinal)]
        : [];

    /// <summary>The problem of lists that cannot be ordered, or null.</summary>
    public Problem? FindProblem() => Cycle.IsEmpty ? null : Problem.Error(
        ProblemIds.ListsExchangeEntries,
        $"Prefixes go both ways between {string.Join(" and ", Cycle.Select(AwsPrefixLists.Describe))}, and each would lose them "
            + "before the other one has them",
        "make the change in two updates, so that one of them gets its prefixes before the other one loses them");

    /// <summary>The flows that the recorded rules of a list no longer permit once the list has its new entries.</summary>
    private static FlowSet FindLost(RecordedGroups recorded, AwsPrefixLists lists, string list)
    {
        var rules = recorded.Rules.Where(rule => lists.IsRuleOf(list, rule.Key)).ToList();
        return FlowSet.From(rules.SelectMany(rule => rule.Ranges)).Except(FlowSet.From(
            from rule in rules
            from range in WithEntries(rule, lists.EntriesOf(list))
            select range));
    }

    /// <summary>
    /// The flows that other recorded rules of attached groups permit until the end of the update: rules stay until then, and so do the
    /// entries that their lists keep.
    /// </summary>
    private static FlowSet FindRetained(PlanRequest request, AwsPrefixLists lists, string list)
    {
        var recorded = request.Recorded!;
        var attached = recorded.FindAttached(request.AttachedGroups);
        return FlowSet.From(
            from rule in recorded.Rules
            where attached.Contains(rule.Group) && !lists.IsRuleOf(list, rule.Key)
            let other = lists.Names.FirstOrDefault(name => lists.IsRuleOf(name, rule.Key))
            let kept = FlowSet.From(rule.Ranges)
            from range in other is null ? kept.Ranges() : kept.Intersect(FlowSet.From(WithEntries(rule, lists.EntriesOf(other)))).Ranges()
            select range);
    }

    /// <summary>What a rule permits if its list has some entries.</summary>
    private static IEnumerable<FlowRange> WithEntries(RecordedRule rule, ImmutableArray<Prefix> entries) =>
        from range in rule.Ranges
        from entry in entries
        select new FlowRange(range.Direction, range.Protocols, entry, range.Ports);

    private static FlowSet FlowsOf(AwsPrefixLists lists, string list, IEnumerable<AwsPlace> places) => FlowSet.From(
        from place in places
        from entry in lists.EntriesOf(list)
        select new FlowRange(place.Draft.Direction, place.Draft.Rule.Protocol, entry, place.Draft.Rule.Ports));

    private ImmutableArray<string> Sort(Dictionary<string, List<string>> edges)
    {
        var sorted = ImmutableArray.CreateBuilder<string>(Lists.Length);
        var open = Lists.ToList();
        while (open.Count > 0)
        {
            var next = open.Find(list => !edges.TryGetValue(list, out var others) || !others.Exists(open.Contains));
            if (next is null)
            {
                Cycle = [.. open];
                return sorted.Concat(open).ToImmutableArray();
            }

            open.Remove(next);
            sorted.Add(next);
        }

        return sorted.ToImmutable();
    }
}
