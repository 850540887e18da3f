using Starface.Policy.Problems;

namespace Starface.Policy.Clouds;

/// <summary>
/// Finds resources of one stack with the same type and name, of which Pulumi's engine would refuse the second in the middle of an update.
/// </summary>
internal static class PlanCollisions
{
    /// <summary>The problems of a stack's plans, each with the first plan it is about.</summary>
    /// <param name="plans">The plans of one stack.</param>
    public static IEnumerable<(Plan Plan, Problem Problem)> Find(IEnumerable<Plan> plans) =>
        from plan in plans
        from resource in plan.Resources
        group plan by (resource.Type, resource.Name) into same
        where same.Skip(1).Any()
        group same by string.Join(" and ", same.Select(plan => $"'{plan.Name}'")) into collisions
        let count = collisions.Count()
        select (
            collisions.First().First(),
            Problem.Error(
                ProblemIds.NamesCollide,
                FormattableString.Invariant($"Instances {collisions.Key} both make a resource '{collisions.First().Key.Name}'")
                    + (count == 1 ? "" : FormattableString.Invariant($" and {count - 1} more of the same names")),
                "rename one of them"));
}
