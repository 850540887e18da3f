using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Fleet;

/// <summary>Finds the planned rules that a cloud has and the stack's state does not.</summary>
internal static class UnrecordedRules
{
    /// <summary>The rules in the groups of an instance. A group that the state does not know either is left out.</summary>
    /// <param name="plan">The instance's plan.</param>
    /// <param name="live">Its groups as the cloud has them.</param>
    /// <param name="recorded">The groups of the stack's state.</param>
    public static ImmutableArray<UnrecordedRule> Find(Plan plan, ImmutableArray<LiveGroup> live, ImmutableArray<LiveGroup> recorded)
    {
        var known = recorded.ToLookup(group => group.Id, plan.Cloud.NameComparer);
        var groups = live.Where(group => known.Contains(group.Id)).ToList();
        if (groups.Count == 0) return [];
        var rules = groups.SelectMany(group => known[group.Id]).SelectMany(group => group.Rules).ToList();
        var names = rules.Select(rule => rule.LogicalName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var ids = rules.Where(rule => rule.LogicalName is not null).Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from @group in groups
               let state = known[@group.Id].First()
               from found in plan.Cloud.FindPlanned(plan, @group.Rules.Where(rule => rule.LogicalName is null && !ids.Contains(rule.Id)))
               where !names.Contains(found.Resource.Name)
               orderby found.Resource.Name
               select new UnrecordedRule(@group, found.Rule, found.Resource.Type, found.Resource.Name)
               {
                   Parent = state.Parent,
                   Provider = state.Provider,
               },
        ];
    }

    /// <summary>A note that names the rules and what the next update would do, or null for no rules.</summary>
    /// <param name="rules">The rules.</param>
    public static Problem? Describe(ImmutableArray<UnrecordedRule> rules)
    {
        const int Shown = 3;
        if (rules.IsEmpty) return null;
        var names = string.Join(", ", rules.Take(Shown).Select(rule => rule.Name));
        var more = rules.Length > Shown ? FormattableString.Invariant($" and {rules.Length - Shown} more") : "";
        return Problem.Info(
            ProblemIds.RuleUnrecorded,
            $"The cloud has planned rules that the stack's state does not have, as after an update that was killed: {names}{more}; "
                + "the next 'pulumi up' would make them again, and the cloud refuses that (InvalidPermission.Duplicate)",
            "'drift --revert-plan' prints the commands that import or remove them");
    }
}
