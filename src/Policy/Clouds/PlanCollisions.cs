using Starface.Policy.Problems;

namespace Starface.Policy.Clouds;

/// <summary>
/// Finds resources of one stack with the same name. Pulumi's engine would refuse the second one of a type in the middle of an update, and a
/// compiled program has each name only once, whatever the type. Keeps names and no plan.
/// </summary>
internal sealed class PlanCollisions
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly List<(string First, string Second, string Resource)> _found = [];

    /// <summary>What is wrong between the plans that were added, each with the names of the two instances it is about.</summary>
    public IEnumerable<(string First, string Second, Problem Problem)> Problems =>
        from collision in _found
        group collision.Resource by (collision.First, collision.Second) into same
        let others = same.Count() - 1
        select (
            same.Key.First,
            same.Key.Second,
            Problem.Error(
                ProblemIds.NamesCollide,
                $"Instances '{same.Key.First}' and '{same.Key.Second}' both make a resource '{same.First()}'"
                    + (others == 0 ? "" : FormattableString.Invariant($" and {others} more of the same names")),
                "rename one of them"));

    /// <summary>Looks at one more plan of the stack.</summary>
    /// <param name="plan">The plan.</param>
    public void Add(Plan plan)
    {
        foreach (var resource in plan.Resources)
        {
            if (_owners.TryGetValue(resource.Name, out var owner)) _found.Add((owner, plan.Name, resource.Name));
            else _owners.Add(resource.Name, plan.Name);
        }
    }
}
