using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

namespace Starface.Cli.Selection;

/// <summary>What planning an instance gave.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Plan">Its plan, or null.</param>
/// <param name="Problems">What keeps it from being planned, or from being planned beside the others of its stack.</param>
internal sealed record Planning(SelectedInstance Instance, Plan? Plan, ImmutableArray<Problem> Problems)
{
    /// <summary>
    /// Plans instances, each shortly before it is asked for. What is wrong between those of a stack comes when all of them are planned.
    /// </summary>
    /// <param name="instances">The instances, stack by stack.</param>
    /// <param name="progress">Receives the number of planned instances, or null.</param>
    /// <param name="done">What is done with them, for people.</param>
    public static IEnumerable<Planning> Each(ImmutableArray<SelectedInstance> instances, ProgressLine? progress, string done) =>
        Each(instances, progress, done, static (_, _) => 0).Select(planned => planned.Planning);

    /// <summary>Plans instances, and reads the plan of each where it is made.</summary>
    /// <param name="instances">The instances, stack by stack.</param>
    /// <param name="progress">Receives the number of planned instances, or null.</param>
    /// <param name="done">What is done with them, for people.</param>
    /// <param name="read">Reads a plan; it may run on any thread.</param>
    /// <returns>What planning gave, each with what was read, or with nothing where there is no plan.</returns>
    public static IEnumerable<(Planning Planning, TResult? Result)> Each<TResult>(
        ImmutableArray<SelectedInstance> instances, ProgressLine? progress, string done, Func<SelectedInstance, Plan, TResult> read)
    {
        var stack = new List<SelectedInstance>();
        var (count, collisions) = (0, new PlanCollisions());
        foreach (var (planning, result) in OrderedParallel.Select(instances, MakeAndRead))
        {
            progress?.Report(done, count, instances.Length);
            count++;
            stack.Add(planning.Instance);
            if (planning.Plan is not null) collisions.Add(planning.Plan);
            if (!planning.Instance.IsRelative) yield return (planning, result);
            if (count < instances.Length && instances[count].Stack == planning.Instance.Stack) continue;
            foreach (var (first, second, problem) in collisions.Problems)
            {
                if (Named(first).IsRelative && Named(second).IsRelative) continue;
                yield return (new Planning(Named(first), null, [problem]), default);
            }

            (stack, collisions) = ([], new PlanCollisions());
        }

        (Planning Planning, TResult? Result) MakeAndRead(SelectedInstance instance)
        {
            var planning = Make(instance);
            return (planning, planning.Plan is null || instance.IsRelative ? default : read(instance, planning.Plan));
        }

        SelectedInstance Named(string name) => stack.Find(instance => instance.Config.Request.Name == name)!;
    }

    private static Planning Make(SelectedInstance instance)
    {
        try
        {
            // A policy keeps the rules that it has computed. Those of a copy go with the plan.
            var request = instance.Config.Request;
            return new Planning(instance, instance.Config.Cloud.Plan(new PlanRequest(request, new CopiedPolicy(request.Policy))), []);
        }
        catch (PolicyException refusal)
        {
            return new Planning(instance, null, refusal.Problems);
        }
    }
}
