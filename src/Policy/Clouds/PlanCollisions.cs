using System.Globalization;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds;

/// <summary>
/// Finds conflicts between the instances of one stack. Two resources must not have the same name: Pulumi's engine would refuse the second
/// one of a type in the middle of an update, and a compiled program has each name only once, whatever the type. An interface must not get
/// more groups than it accepts. Plans are not kept in memory.
/// </summary>
internal sealed class PlanCollisions
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly List<(string First, string Second, string Resource)> _found = [];
    private readonly SortedDictionary<string, List<(string Instance, int Limit)>> _attached = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong between the plans that were added, each with the names of the two instances it is about.</summary>
    public IEnumerable<(string First, string Second, Problem Problem)> Problems =>
        _found.Count == 0 && _attached.Count == 0 ? [] : Collisions.Concat(FullInterfaces);

    /// <summary>The interfaces that would get more groups from several instances than they accept.</summary>
    private IEnumerable<(string First, string Second, Problem Problem)> FullInterfaces =>
        from attached in _attached
        let instances = attached.Value.Select(of => of.Instance).Distinct(StringComparer.Ordinal).ToList()
        let limit = attached.Value.Min(of => of.Limit)
        where instances.Count > 1 && attached.Value.Count > limit
        select (
            instances[0],
            instances[^1],
            Problem.Error(
                ProblemIds.QuotaExceeded,
                $"'{attached.Key}' would have {attached.Value.Count.ToString(CultureInfo.InvariantCulture)} security groups of "
                    + string.Join(" and ", instances.Select(name => $"'{name}'"))
                    + FormattableString.Invariant($", and an interface accepts {limit}"),
                "give it fewer instances, or fewer groups (minimumGroups, fewer or wider prefixes)"));

    private IEnumerable<(string First, string Second, Problem Problem)> Collisions =>
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

        if (plan.Cloud.GroupsPerInterface is not { } limit) return;
        foreach (var attachment in plan.Placement.Attachments)
        {
            if (!_attached.TryGetValue(attachment.Target, out var groups)) _attached.Add(attachment.Target, groups = []);
            groups.Add((plan.Name, limit));
        }
    }
}
