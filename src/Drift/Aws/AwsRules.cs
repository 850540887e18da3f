using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Joins the two descriptions of a group's rules that AWS gives.</summary>
internal static class AwsRules
{
    /// <summary>
    /// A group with its rules as the call for rules gives them, which has their ids and tags. Both calls must permit the same, or one of
    /// them was made before a change and the other after it.
    /// </summary>
    public static LiveGroup Join(LiveGroup group, ImmutableArray<LiveRule> rules, ImmutableArray<Problem> problems)
    {
        var byPermission = FlowSet.From(group.Rules.SelectMany(rule => rule.Matches));
        var byRule = FlowSet.From(rules.SelectMany(rule => rule.Matches));
        ImmutableArray<Problem> differing = byPermission == byRule || !group.Problems.IsEmpty || !problems.IsEmpty
            ? []
            :
            [
                Problem.Error(
                    ProblemIds.GroupAmbiguous,
                    "The group's permissions and its rules say different things: it was changed or deleted while it was read",
                    "read it again"),
            ];
        return group with { Rules = rules, Problems = [.. group.Problems, .. problems, .. differing] };
    }
}
