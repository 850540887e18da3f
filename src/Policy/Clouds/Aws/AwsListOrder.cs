using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// What a prefix list of the plan waits for. A list loses entries at its own turn in an update, and not in the end as a group loses rules:
/// whatever else permits the same from then on has to be there before.
/// </summary>
internal sealed class AwsListOrder
{
    private readonly Dictionary<string, ImmutableArray<string>> _waits = new(StringComparer.Ordinal);

    /// <summary>The order of the lists of a plan.</summary>
    /// <param name="request">The instance, with what is recorded of it.</param>
    /// <param name="lists">The lists.</param>
    /// <param name="groups">The numbers of the groups.</param>
    /// <param name="places">The rules.</param>
    public AwsListOrder(PlanRequest request, AwsPrefixLists lists, ImmutableArray<int> groups, IReadOnlyList<AwsPlace> places)
    {
        Lists = lists.Names;
        if (Lists.IsEmpty || request.Recorded is { Groups.IsEmpty: true }) return;
        var ofLists = places.ToLookup(place => place.Draft.Remote.List);

        // A rule has no effect before its group is on the interface.
        ImmutableArray<string> plain =
        [
            .. ofLists[null].Select(place => $"{request.Name}-{place.Name}"),
            .. AwsAttachments.NamesOf(request, groups),
        ];
        if (request.Recorded is not { } recorded)
        {
            // Nobody knows what a list had.
            foreach (var list in Lists) _waits.Add(list, plain);
            return;
        }

        var declared = new Lazy<FlowSet>(() => FlowSet.From(request.Policy.Rules.SelectMany(rule => rule.FlowRanges())));
        var needed = new SortedDictionary<string, FlowSet>(StringComparer.Ordinal);
        foreach (var list in Lists)
        {
            var lost = FindLost(recorded, lists, list);
            if (!lost.IsEmpty && lost.Intersect(declared.Value) is { IsEmpty: false } flows) needed.Add(list, flows);
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

    /// <summary>The names of the lists, each behind those whose rules it waits for.</summary>
    public ImmutableArray<string> Lists { get; }

    /// <summary>Lists that wait for each other, so that no order is right; empty where there are none.</summary>
    public ImmutableArray<string> Circle { get; private set; } = [];

    /// <summary>Whether a list waits for something, so that nothing that it waits for may wait for its rules.</summary>
    /// <param name="list">The list's name, or null where it is about no list.</param>
    public bool Waits(string? list) => list is not null && _waits.ContainsKey(list);

    /// <summary>What a list waits for, in ordinal order.</summary>
    /// <param name="list">The list's name.</param>
    public ImmutableArray<string> WaitsOf(string list) => _waits.TryGetValue(list, out var waits)
        ? [.. waits.OrderBy(name => name, StringComparer.Ordinal)]
        : [];

    /// <summary>Why no order of the update is right, or null.</summary>
    public Problem? FindProblem() => Circle.IsEmpty ? null : Problem.Error(
        ProblemIds.ListsExchangeEntries,
        $"Prefixes go both ways between {string.Join(" and ", Circle.Select(AwsPrefixLists.Describe))}, and each would lose them "
            + "before the other one has them",
        "make the change in two updates, so that one of them gets its prefixes before the other one loses them");

    /// <summary>What goes with the entries that a list loses, by the rules that are there with it.</summary>
    private static FlowSet FindLost(RecordedGroups recorded, AwsPrefixLists lists, string list)
    {
        var rules = recorded.Rules.Where(rule => lists.IsRuleOf(list, rule.Key)).ToList();
        return FlowSet.From(rules.SelectMany(rule => rule.Ranges)).Except(FlowSet.From(
            from rule in rules
            from range in rule.Ranges
            from entry in lists.EntriesOf(list)
            select new FlowRange(range.Direction, range.Protocols, entry, range.Ports)));
    }

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
                Circle = [.. open];
                return sorted.Concat(open).ToImmutableArray();
            }

            open.Remove(next);
            sorted.Add(next);
        }

        return sorted.ToImmutable();
    }
}
