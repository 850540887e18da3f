using System.Collections.Immutable;
using Starface.Cli.Hosting;
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
    public static IEnumerable<Planning> Each(ImmutableArray<SelectedInstance> instances, ProgressLine? progress, string done)
    {
        var stack = new List<SelectedInstance>();
        var (count, collisions) = (0, new PlanCollisions());
        foreach (var planning in OrderedParallel.Select(instances, Make))
        {
            progress?.Report(done, count, instances.Length);
            count++;
            stack.Add(planning.Instance);
            if (planning.Plan is not null) collisions.Add(planning.Plan);
            if (!planning.Instance.IsRelative) yield return planning;
            if (count < instances.Length && instances[count].Stack == planning.Instance.Stack) continue;
            foreach (var (first, second, problem) in collisions.Problems)
            {
                if (Named(first).IsRelative && Named(second).IsRelative) continue;
                yield return new Planning(Named(first), null, [problem]);
            }

            (stack, collisions) = ([], new PlanCollisions());
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
