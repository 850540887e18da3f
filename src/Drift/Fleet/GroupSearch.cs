using System.Collections.Immutable;
using System.Globalization;
using Starface.Drift.Files;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using Starface.Policy.Flows.Sets;

namespace Starface.Drift.Fleet;

/// <summary>Finds the groups of an instance: those that were named, else those in a state, else those that carry the plan's tag.</summary>
/// <param name="clouds">The clouds that live groups are read from.</param>
/// <param name="named">The ids a person named; they are about one instance.</param>
/// <param name="state">A stack's state, or null.</param>
internal sealed class GroupSearch(CloudConnectors clouds, ImmutableArray<string> named, StateSnapshot? state)
{
    /// <summary>Beyond this many, the file itself is wrong; list no more.</summary>
    private const int MostUnassigned = 3;

    /// <summary>The clouds that live groups are read from.</summary>
    public CloudConnectors Clouds => clouds;

    /// <summary>What to look for, for some instances.</summary>
    public GroupQuery QueryFor(IEnumerable<Plan> plans)
    {
        var ids = ImmutableArray.CreateBuilder<string>();
        var instances = ImmutableArray.CreateBuilder<string>();
        var lists = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            lists.UnionWith(plan.Flows.Groups(Direction.Inbound).Concat(plan.Flows.Groups(Direction.Outbound))
                .Where(name => plan.Cloud.FindPrefixListCommand(name) is not null));
            var known = IdsOf(plan);
            ids.AddRange(known);
            if (known.IsEmpty) instances.Add(plan.Name);
        }

        return new GroupQuery(ids.ToImmutable(), instances.ToImmutable()) { PrefixLists = [.. lists] };
    }

    /// <summary>Finds groups in what places gave.</summary>
    /// <param name="surveys">What they gave.</param>
    public FoundGroups Index(params ImmutableArray<LiveSurvey> surveys) => Index(surveys, [], LiveSurroundings.None.Members);

    /// <summary>Finds groups in what clouds gave.</summary>
    /// <param name="surveys">What they gave.</param>
    /// <param name="places">The regions and subscriptions that were looked in.</param>
    /// <param name="members">The published addresses of names, beside those that the places told.</param>
    public FoundGroups Index(
        ImmutableArray<LiveSurvey> surveys, ImmutableArray<string> places, ImmutableSortedDictionary<string, PrefixSet> members) =>
        new(this, surveys, places, members);

    /// <summary>The groups of an instance in the stack's state: in the one that was given, or in the one that they come from.</summary>
    /// <param name="live">The groups of the instance.</param>
    /// <param name="problems">The problems of what they come from.</param>
    /// <returns>The groups, and whether the state is that of an update that stopped in the middle.</returns>
    internal (ImmutableArray<LiveGroup> Groups, bool IsInterrupted) FindRecorded(
        ImmutableArray<LiveGroup> live, ImmutableArray<Problem> problems)
    {
        ImmutableArray<LiveGroup> groups = state is null
            ? [.. live.Where(group => group.LogicalName is not null)]
            : [.. state.Survey.Groups.Where(recorded => live.Any(group => clouds.For(group.Cloud).IsMeant(group, recorded.Id)))];
        var ofState = state?.Survey.Problems ?? problems;
        return (
            groups,
            !groups.IsEmpty && !(ofState.IsEmpty && groups.All(group => group.Problems.IsEmpty && group.PendingRules.IsEmpty)));
    }

    /// <summary>
    /// Whether the instance's groups are looked for by ids that no other group has, so that those that were found are the ones, whatever
    /// else there is. Another group may carry the same tag or name.
    /// </summary>
    internal bool IsUnambiguous(Plan plan) => IdsOf(plan) is { IsEmpty: false } ids && ids.All(clouds.For(plan.Cloud).IsGlobalId);

    /// <summary>Whether the instance's groups are looked for by the plan's tag.</summary>
    internal bool IsByTag(Plan plan) => IdsOf(plan).IsEmpty;

    /// <summary>The groups of an instance among those that were found, and what is wrong with the search.</summary>
    internal (ImmutableArray<LiveGroup> Groups, ImmutableArray<Problem> Problems) Select(
        Plan plan, LiveSurvey survey, ILookup<string, LiveGroup> byInstance, ImmutableArray<string> places)
    {
        var where = places.IsEmpty ? "" : $" in {string.Join("; ", places)}";
        var ids = IdsOf(plan);
        if (ids.IsEmpty && state is not null)
        {
            var absent = Problem.Error(
                ProblemIds.GroupNotFound,
                $"The state has no group for instance '{plan.Name}'",
                "name it with --group, or leave --state out to look for its tag");
            return ([], [absent, .. state.Survey.Problems, .. survey.Problems]);
        }

        if (ids.IsEmpty)
        {
            ImmutableArray<LiveGroup> tagged = [.. byInstance[plan.Name]];
            if (!tagged.IsEmpty) return (tagged, survey.Problems);
            var absent = Problem.Error(
                ProblemIds.GroupNotFound,
                $"No group{where} carries the tag {PlanTags.Instance}={plan.Name}",
                places.IsEmpty
                    ? "name it with --group, or give the stack's state with --state"
                    : "check that the credentials are those of its account, name it with --group, or give the stack's state with --state");
            // Where nothing could be read at all, that is the reason.
            ImmutableArray<Problem> absence = survey.Groups.IsEmpty && !survey.Problems.IsEmpty ? [] : [absent];
            return ([], [.. survey.Problems, .. Unassigned(survey), .. absence]);
        }

        var found = ImmutableArray.CreateBuilder<LiveGroup>();
        var problems = survey.Problems;
        foreach (var id in ids)
        {
            var matches = survey.Groups.Where(group => clouds.For(group.Cloud).IsMeant(group, id)).ToList();
            if (matches.Count == 1)
            {
                found.Add(matches[0]);
            }
            else if (matches.Count == 0)
            {
                problems = problems.Add(
                    Problem.Error(ProblemIds.GroupNotFound, $"The group '{id}' of instance '{plan.Name}' was not found{where}"));
            }
            else
            {
                problems = problems.Add(FindAmbiguity(id, matches));
            }
        }

        return ([.. found.Distinct()], problems);
    }

    private static Problem FindAmbiguity(string id, List<LiveGroup> matches)
    {
        var ids = string.Join(", ", matches.Select(group => group.Id));
        return Problem.Error(
            ProblemIds.GroupAmbiguous,
            string.Create(CultureInfo.InvariantCulture, $"'{id}' is the name of {matches.Count} groups: {ids}"),
            "name one by its id");
    }

    /// <summary>What is wrong with groups that do not tell their instance, so that one of them may be the one that is looked for.</summary>
    private static IEnumerable<Problem> Unassigned(LiveSurvey survey) => survey.Groups
        .Where(group => !group.Problems.IsEmpty && group.Tags?.ContainsKey(PlanTags.Instance) != true)
        .SelectMany(group => group.Problems)
        .Take(MostUnassigned);

    private ImmutableArray<string> IdsOf(Plan plan)
    {
        if (!named.IsEmpty) return named;
        if (state is null) return [];
        var byTag = state.Survey.Groups
            .Where(group => group.Tags is { } tags && tags.TryGetValue(PlanTags.Instance, out var name) && name == plan.Name)
            .Select(group => group.Id);
        var byName = state.Ids.Where(id => id.Key == plan.Name).Select(id => id.Value);
        return [.. byTag.Concat(byName).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }
}
