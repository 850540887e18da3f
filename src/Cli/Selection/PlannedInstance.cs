using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Clouds;

namespace Starface.Cli.Selection;

/// <summary>An instance with its plan.</summary>
/// <param name="Stack">The stack it belongs to.</param>
/// <param name="Source">Where it is described, for people, or null.</param>
/// <param name="Plan">The plan.</param>
internal sealed record PlannedInstance(string Stack, string? Source, Plan Plan)
{
    /// <summary>Plans all instances, or reports what is wrong with all of them.</summary>
    /// <param name="instances">The instances.</param>
    /// <exception cref="UsageException">The cloud of an instance has no rule for something its policy asks for.</exception>
    public static ImmutableArray<PlannedInstance> All(ImmutableArray<SelectedInstance> instances)
    {
        var (plans, problems) = Plannable(instances, progress: null);
        return problems.IsEmpty ? plans : throw new UsageException(problems);
    }

    /// <summary>The plans of the instances that can be planned, and what is wrong with the others.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="progress">Receives the number of planned instances, or null.</param>
    public static (
        ImmutableArray<PlannedInstance> Plans,
        ImmutableArray<Problem> Problems) Plannable(ImmutableArray<SelectedInstance> instances, ProgressLine? progress)
    {
        var plans = ImmutableArray.CreateBuilder<PlannedInstance>(instances.Length);
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var done = 0;
        foreach (var planning in OrderedParallel.Select(instances, PlanOrProblems))
        {
            progress?.Report("planned", done++, instances.Length);
            if (planning.Planned is { } planned) plans.Add(planned);
            problems.AddRange(planning.Problems);
        }

        problems.AddRange(FindCollisions(plans));
        return (plans.ToImmutable(), problems.ToImmutable());
    }

    private static IEnumerable<Problem> FindCollisions(IEnumerable<PlannedInstance> plans) =>
        from stack in plans.GroupBy(planned => planned.Stack, StringComparer.Ordinal)
        from collision in PlanCollisions.Find(stack.Select(planned => planned.Plan))
        let planned = stack.First(planned => planned.Plan == collision.Plan)
        select collision.Problem with
        {
            Place = planned.Source is { } source ? new Place { File = source } : new Place { Key = planned.Stack },
        };

    private static Planning PlanOrProblems(SelectedInstance instance)
    {
        try
        {
            return new Planning(
                new PlannedInstance(instance.Stack, instance.Source, instance.Config.Cloud.Plan(instance.Config.Request)), []);
        }
        catch (PolicyException refusal)
        {
            var place = instance.Source is { } source ? new Place { File = source } : new Place { Key = instance.Stack };
            return new Planning(null, [.. refusal.Problems.Select(problem => problem with { Place = place })]);
        }
    }

    private sealed record Planning(PlannedInstance? Planned, ImmutableArray<Problem> Problems);
}
