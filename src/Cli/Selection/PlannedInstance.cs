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
    /// <summary>Its position in the fleet of which it is a part, or null.</summary>
    public int? Position { get; private init; }

    /// <summary>Plans all instances, or reports what is wrong with all of them.</summary>
    /// <param name="instances">The instances.</param>
    /// <exception cref="UsageException">The cloud of an instance has no rule for something its policy asks for.</exception>
    public static ImmutableArray<PlannedInstance> All(ImmutableArray<SelectedInstance> instances)
    {
        var (plans, problems) = Plannable(instances);
        return problems.IsEmpty ? plans : throw new UsageException(problems);
    }

    /// <summary>The plans of the instances that can be planned, and what is wrong with the others.</summary>
    /// <param name="instances">The instances.</param>
    public static (
        ImmutableArray<PlannedInstance> Plans,
        ImmutableArray<Problem> Problems) Plannable(ImmutableArray<SelectedInstance> instances)
    {
        var problems = new List<Problem>();
        return ([.. Each(instances, problems, progress: null)], [.. problems]);
    }

    /// <summary>The plans of the instances that can be planned, each made shortly before it is asked for.</summary>
    /// <param name="instances">The instances, stack by stack.</param>
    /// <param name="problems">Receives what is wrong with instances that are left out, and between those of a stack.</param>
    /// <param name="progress">Receives the number of planned instances, or null.</param>
    public static IEnumerable<PlannedInstance> Each(
        ImmutableArray<SelectedInstance> instances, List<Problem> problems, ProgressLine? progress)
    {
        foreach (var (instance, plan, found) in Planning.Each(instances, progress, "planned"))
        {
            var place = instance.Source is { } source ? new Place { File = source } : new Place { Key = instance.Stack };
            problems.AddRange(found.Select(problem => problem with { Place = instance.Config.PlaceOf(problem) ?? place }));
            if (plan is not null) yield return new PlannedInstance(instance.Stack, instance.Source, plan) { Position = instance.Position };
        }
    }
}
