using System.Collections.Immutable;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Searching;

/// <summary>The groups of a survey, ready to be asked for by instance.</summary>
internal sealed class FoundGroups
{
    private readonly GroupSearch _search;
    private readonly LiveSurvey _survey;
    private readonly ILookup<string, LiveGroup> _byInstance;

    public FoundGroups(GroupSearch search, LiveSurvey survey)
    {
        _search = search;
        _survey = survey;
        _byInstance = survey.Groups
            .Where(group => group.Tags?.ContainsKey(PlanTags.Instance) == true)
            .ToLookup(group => group.Tags![PlanTags.Instance], StringComparer.Ordinal);
    }

    /// <summary>The groups of an instance, and what is wrong with the search.</summary>
    public (ImmutableArray<LiveGroup> Groups, ImmutableArray<string> Problems) Select(Plan plan) => _search.Select(plan, _survey, _byInstance);
}
