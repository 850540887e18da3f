using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Drift.Fleet;

/// <summary>Compares instances with the groups that were found for them.</summary>
/// <param name="search">Tells which groups are an instance's.</param>
/// <param name="options">What is compared.</param>
internal sealed class InstanceComparer(GroupSearch search, FleetOptions options)
{
    /// <summary>Compares each instance. One for which the same was found before is not compared again.</summary>
    /// <param name="targets">The instances.</param>
    /// <param name="surveys">What the sources gave.</param>
    /// <param name="places">The places that were looked in.</param>
    /// <param name="earlier">Earlier comparisons of the same instances, each in the order of the instances.</param>
    public ImmutableArray<InstanceComparison> Compare(
        ImmutableArray<FleetTarget> targets,
        ImmutableArray<LiveSurvey> surveys,
        ImmutableArray<string> places,
        params ImmutableArray<ImmutableArray<InstanceComparison>> earlier)
    {
        var found = Index(surveys, places);
        var compared = targets.AsParallel().AsOrdered().Select(
            (target, index) => Compare(target, found, earlier.Select(comparisons => comparisons[index])));
        return [.. compared];
    }

    /// <summary>What sources gave, to be compared with.</summary>
    /// <param name="surveys">What the sources gave.</param>
    /// <param name="places">The places that were looked in; empty for files.</param>
    public FoundGroups Index(ImmutableArray<LiveSurvey> surveys, ImmutableArray<string> places) =>
        search.Index(surveys, places, options.Members);

    /// <summary>Compares an instance.</summary>
    /// <param name="target">The instance.</param>
    /// <param name="all">What the sources gave.</param>
    /// <param name="earlier">Earlier comparisons of the instance, of which one with the same groups is the result.</param>
    public InstanceComparison Compare(FleetTarget target, FoundGroups all, params IEnumerable<InstanceComparison> earlier)
    {
        var found = all.Select(target.Plan);
        if (options.Scope == DriftScope.Group) found = all.Narrow(target.Plan, found);
        foreach (var comparison in earlier)
        {
            if (comparison.Found.IsSameAs(found) && ReferenceEquals(comparison.Surroundings, all.Surroundings)) return comparison;
        }

        var (groups, problems, notes) = found;
        problems =
        [
            .. problems,
            .. groups.Where(group => target.Region is not null && group.Region is not null && group.Region != target.Region).Select(
                group => group.Locate(Problem.Error(
                    ProblemIds.GroupAmbiguous,
                    $"The group is in region {group.Region}, and instance '{target.Plan.Name}' in {target.Region}",
                    "give what was read in the instance's region, or correct the region of the stack"))),
        ];
        var drift = options.Quick
            ? DriftComparer.CompareTags(target.Plan, groups, problems)
            : options.Scope == DriftScope.Group ? DriftComparer.CompareGroups(target.Plan, groups, problems, all.Surroundings.Members)
            : DriftComparer.CompareInterfaces(target.Plan, groups, all.IndexOf(target.Plan.Cloud), problems);
        if (!options.Quick) drift = AddRecorded(drift, target, groups, search.FindRecorded(groups, problems));
        drift = drift with { Guardrails = target.Guard(drift) };
        if (target.Unread is { } unread) drift = drift with { Reasons = [unread, .. drift.Reasons] };
        return new InstanceComparison(
            found, all.Surroundings, notes.IsEmpty ? drift : drift with { Notes = [.. notes, .. drift.Notes] });
    }

    /// <summary>
    /// What the stack's state tells of an update that stopped in the middle: what it did not record, and whether the next gets on.
    /// </summary>
    private static InstanceDrift AddRecorded(
        InstanceDrift drift,
        FleetTarget target,
        ImmutableArray<LiveGroup> live,
        (ImmutableArray<LiveGroup> Groups, bool IsInterrupted) state)
    {
        if (state.Groups.IsEmpty) return drift;
        var unrecorded = UnrecordedRules.Find(target.Plan, live, state.Groups);

        // The planned digest on a group is that of the last update that began. If it is the plan's, that update may have failed later.
        var hasBegun = state.IsInterrupted
            || state.Groups.Any(group => group.Tags?.GetValueOrDefault(PlanTags.PlannedDigest) == target.Plan.Digest);
        ImmutableArray<Problem> obstacles = hasBegun ? [.. target.FindObstacles(state.Groups)] : [];
        return drift with
        {
            Unrecorded = unrecorded,
            // What the cloud has is known all the same where the state is not what it was read from.
            Reasons = drift.Reasons.IsEmpty ? [] : [.. drift.Reasons, .. obstacles],
            Notes =
            [
                .. drift.Notes,
                .. UnrecordedRules.Describe(unrecorded) is { } note ? [note] : Array.Empty<Problem>(),
                .. drift.Reasons.IsEmpty ? obstacles.Select(problem => problem with { Severity = Severity.Info }) : [],
            ],
        };
    }
}
