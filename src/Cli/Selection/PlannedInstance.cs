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
    /// <exception cref="MistakeException">The cloud of an instance has no rule for something its policy asks for.</exception>
    public static ImmutableArray<PlannedInstance> All(ImmutableArray<SelectedInstance> instances)
    {
        var (plans, mistakes) = Plannable(instances, progress: null);
        return mistakes.IsEmpty ? plans : throw new MistakeException(mistakes);
    }

    /// <summary>The plans of the instances that can be planned, and what is wrong with the others.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="progress">Is told how many are done, or null.</param>
    public static (ImmutableArray<PlannedInstance> Plans, ImmutableArray<string> Mistakes) Plannable(ImmutableArray<SelectedInstance> instances, ProgressLine? progress)
    {
        var plans = ImmutableArray.CreateBuilder<PlannedInstance>(instances.Length);
        var mistakes = ImmutableArray.CreateBuilder<string>();
        var done = 0;
        foreach (var planning in OrderedParallel.Select(instances, PlanOrReasons))
        {
            progress?.Report("planned", done++, instances.Length);
            if (planning.Planned is { } planned) plans.Add(planned);
            mistakes.AddRange(planning.Reasons);
        }

        return (plans.ToImmutable(), mistakes.ToImmutable());
    }

    private static Planning PlanOrReasons(SelectedInstance instance)
    {
        try
        {
            return new Planning(new PlannedInstance(instance.Stack, instance.Source, instance.Config.Cloud.Plan(instance.Config.Request)), []);
        }
        catch (PolicyException mistake)
        {
            return new Planning(null, [.. mistake.Problems.Select(problem => $"{instance.Source ?? instance.Stack}: {problem.Describe()}")]);
        }
    }

    private sealed record Planning(PlannedInstance? Planned, ImmutableArray<string> Reasons);
}
