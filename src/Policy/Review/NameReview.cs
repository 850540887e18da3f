using Starface.Policy.Problems;

namespace Starface.Policy.Review;

/// <summary>Finds names that are one and the same in a stack's configuration.</summary>
internal static class NameReview
{
    /// <summary>The problems of the names of the settings of a service.</summary>
    public static IEnumerable<Problem> Review(ServiceDefinition service) =>
        Collisions(service.Requirements.Select((requirement, index) => (requirement.Setting, index)), "settings")
            .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.Setting));

    /// <summary>The problems of a policy.</summary>
    public static IEnumerable<Problem> Review(PolicyDefinition policy)
    {
        var groups = policy.Allowances.Select((allowance, index) => (allowance.PeerGroup, index));
        var settings = policy.Allowances.SelectMany(
            (allowance, index) => allowance.Service.Requirements.Select(requirement => (requirement.Setting, index)));
        return Collisions(groups, "peer groups")
            .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.PeerGroup))
            .Concat(Collisions(settings, "settings")
                .Where(collision => policy.Allowances[collision.Index].Service.Id != policy.Allowances[collision.FirstIndex].Service.Id)
                .Select(collision => collision.Problem.At(collision.Index, DeclarationPart.Service)));
    }

    private static IEnumerable<(int Index, int FirstIndex, Problem Problem)> Collisions(
        IEnumerable<(string? Name, int Index)> names, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var firsts = new Dictionary<string, (string Name, int Index)>(StringComparer.Ordinal);
        foreach (var (written, index) in names)
        {
            if (written is not { } name || !seen.Add(name)) continue;
            var plain = PeerGroupId.Plain(name);
            if (firsts.TryGetValue(plain, out var first))
                yield return (index, first.Index, ProblemTable.Create(ProblemIds.NamesCollide, what, first.Name, name));
            else
                firsts.Add(plain, (name, index));
        }
    }
}
