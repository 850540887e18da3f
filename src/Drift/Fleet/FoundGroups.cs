using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
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

    public FoundGroups(GroupSearch search, ImmutableArray<LiveSurvey> surveys, ImmutableArray<string> places)
    {
        _search = search;
        _places = places;
        _survey = Once(LiveSurvey.Join(surveys));
        _byInstance = _survey.Groups
            .Where(group => group.Tags?.ContainsKey(PlanTags.Instance) == true)
            .ToLookup(group => group.Tags![PlanTags.Instance], StringComparer.Ordinal);
        _incomplete = [.. surveys.Where(survey => !survey.Problems.IsEmpty)];
        if (_incomplete.IsEmpty || surveys.Length == 1) return;
        foreach (var survey in surveys)
        {
            foreach (var group in survey.Groups) _placeOf[group] = survey;
        }
    }

    /// <summary>Two sources may lead to the same account, whose groups are then there twice.</summary>
    private LiveSurvey Once(LiveSurvey survey)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (survey.Groups.All(group => !MayComeTwice(group) || ids.Add(group.Id))) return survey;
        return survey with
        {
            Groups =
            [
                .. survey.Groups.Where(group => !MayComeTwice(group)),
                .. survey.Groups.Where(MayComeTwice).GroupBy(group => (group.Cloud, group.Id)).Select(same => Once([.. same])),
            ],
        };
    }

    private bool MayComeTwice(LiveGroup group) => _search.Clouds.For(group.Cloud).SourcesMayOverlap;

    private static LiveGroup Once(List<LiveGroup> same)
    {
        var first = same[0];
        if (same.Count == 1) return first;
        var flows = FlowSet.From(first.Rules.SelectMany(rule => rule.Matches));
        return same.Skip(1).All(other => other.Problems.IsEmpty && FlowSet.From(other.Rules.SelectMany(rule => rule.Matches)) == flows)
            ? first
            : first with { Problems = [.. first.Problems, FindDisagreement(same)] };
    }

    private static Problem FindDisagreement(List<LiveGroup> same)
    {
        var places = string.Join(" and in ", same.Select(group => group.Place));
        return Problem.Error(
            ProblemIds.GroupAmbiguous,
            $"The group was read in {places}, and the reads do not agree: it was changed meanwhile, or could not be read in one of them",
            "read it once");
    }

    /// <summary>The groups of an instance, and what is wrong with the search.</summary>
    public Selection Select(Plan plan)
    {
        var (groups, problems) = _search.Select(plan, _survey, _byInstance, _places);
        var hasOneSource = _search.Clouds.For(plan.Cloud).InterfaceHasOneSource && _search.IsUnambiguous(plan);
        if (_placeOf.Count == 0 || groups.IsEmpty || !hasOneSource) return new Selection(groups, problems, Several(plan, groups));

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
                    Severity = Severity.Info,
                    Message = $"{problem.Message}; the instance's group is in another subscription, which was read",
                }),
            ]);
    }

    /// <summary>
    /// A note where several groups were found by a tag. That groups count together is certain where a person named them, and a guess where
    /// they carry the same tag: one may be left over.
    /// </summary>
    private ImmutableArray<Problem> Several(Plan plan, ImmutableArray<LiveGroup> groups)
    {
        if (groups.Length < 2 || !_search.IsByTag(plan)) return [];
        var carry = string.Create(CultureInfo.InvariantCulture, $"{groups.Length} groups carry the tag {PlanTags.Instance}={plan.Name}");
        return
        [
            Problem.Info(
                ProblemIds.GroupAmbiguous,
                $"{carry} and count together, as groups of one interface",
                "if one is left over, name the right one with --group, and remove the tag from the other"),
        ];
    }
}
