using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Drift.Fleet;

/// <summary>The groups that places gave, ready to be asked for by instance.</summary>
internal sealed class FoundGroups
{
    private readonly GroupSearch _search;
    private readonly LiveSurvey _survey;
    private readonly ILookup<string, LiveGroup> _byInstance;
    private readonly Dictionary<LiveGroup, LiveSurvey> _placeOf = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableArray<LiveSurvey> _incomplete;
    private readonly ImmutableArray<string> _places;
    private readonly ConcurrentDictionary<CloudTarget, LiveIndex> _indexes = new();

    public FoundGroups(
        GroupSearch search,
        ImmutableArray<LiveSurvey> surveys,
        ImmutableArray<string> places,
        ImmutableSortedDictionary<string, PrefixSet> members)
    {
        _search = search;
        _places = places;
        var joined = Once(LiveSurvey.Join(surveys));
        _survey = members.IsEmpty ? joined : joined with
        {
            Surroundings = joined.Surroundings with { Members = joined.Surroundings.Members.SetItems(members) },
        };
        _byInstance = _survey.Groups
            .Where(group => group.Tags?.ContainsKey(PlanTags.Instance) == true)
            .ToLookup(group => group.Tags![PlanTags.Instance], StringComparer.Ordinal);
        _incomplete = [.. surveys.Where(survey => !survey.Problems.IsEmpty)];
        if (_incomplete.IsEmpty || surveys.Length == 1) return;
        foreach (var survey in surveys)
        {
            foreach (var group in survey.Groups) _placeOf[group] = survey;
        }

        // A group that was changed between two reads is a new object.
        foreach (var group in _survey.Groups.Where(group => !_placeOf.ContainsKey(group)))
        {
            var key = NamelessGroup.KeyOf(group);
            _placeOf[group] = surveys.First(survey => survey.Groups.Any(other => NamelessGroup.KeyOf(other) == key));
        }
    }

    /// <summary>What lies around the groups.</summary>
    public LiveSurroundings Surroundings => _survey.Surroundings;

    /// <summary>What was read of a cloud, found by id.</summary>
    public LiveIndex IndexOf(CloudTarget cloud) =>
        _indexes.GetOrAdd(cloud, _ => new LiveIndex(cloud, _survey.Groups, _survey.Surroundings));

    /// <summary>The same with every group once.</summary>
    private static LiveSurvey Once(LiveSurvey survey)
    {
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return survey.Groups.All(group => group.Id == NamelessGroup.Id || ids.Add(group.Id)) ? survey : survey with
        {
            Groups =
            [
                .. survey.Groups.GroupBy(NamelessGroup.KeyOf).Select(same => RepeatedReads.Join([.. same])),
            ],
        };
    }

    /// <summary>The groups of an instance, and what is wrong with the search.</summary>
    public Selection Select(Plan plan)
    {
        var (groups, problems) = _search.Select(plan, _survey, _byInstance, _places);
        var hasOneSource = _search.Clouds.For(plan.Cloud).InterfaceHasOneSource && _search.IsUnambiguous(plan);
        if (_placeOf.Count == 0 || groups.IsEmpty || !hasOneSource) return new Selection(groups, problems, []);

        // The groups were found in one source, so that another that could not be read has none of them.
        var elsewhere = _incomplete
            .Except(groups.Select(group => _placeOf[group]))
            .SelectMany(survey => survey.Problems)
            .Except(groups.SelectMany(group => _placeOf[group].Problems))
            .ToList();
        return new Selection(
            groups,
            [.. problems.Except(elsewhere)],
            [
                .. elsewhere.Select(problem => problem with
                {
                    Id = ProblemIds.OtherSourceUnread,
                    Severity = Severity.Info,
                    Message = $"{problem.Message}; the instance's group is in another subscription, which was read",
                }),
            ]);
    }

    /// <summary>
    /// The groups that count, where only groups are compared and more were found by a tag than are planned: one may be left over. A group
    /// that says itself that it lies on nothing is; otherwise it cannot be told which.
    /// </summary>
    public Selection Narrow(Plan plan, Selection found)
    {
        var planned = plan.Resources.Count(resource => resource.Type == plan.Resources[0].Type);
        if (found.Groups.Length <= planned || !_search.IsByTag(plan)) return found;
        var idle = found.Groups.Where(group => group.AttachedTo is { IsEmpty: true }).ToList();
        if (found.Groups.Length - idle.Count == planned)
        {
            return found with
            {
                Groups = [.. found.Groups.Except(idle)],
                Notes = [.. found.Notes, .. idle.Select(group => LeftOver(plan, group))],
            };
        }

        var carry = string.Create(
            CultureInfo.InvariantCulture, $"{found.Groups.Length} groups carry the tag {PlanTags.Instance}={plan.Name}, {planned} planned");
        return found with
        {
            Problems =
            [
                .. found.Problems,
                Problem.Error(
                    ProblemIds.GroupAmbiguous,
                    $"{carry}: {string.Join(", ", found.Groups.Select(group => group.Id))}",
                    "compare with --scope interface, where it shows which of them count, or name the right ones with --group"),
            ],
        };
    }

    private static Problem LeftOver(Plan plan, LiveGroup group) => Problem.Info(
        ProblemIds.GroupLeftOver,
        $"{group.Id} belongs to instance '{plan.Name}' and lies on nothing; it was not compared",
        "delete it, or remove the instance's tag from it, if it is a left-over");
}
