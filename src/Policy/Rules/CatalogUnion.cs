using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Rules;

/// <summary>
/// Several assemblies' services, policies and scenarios together. An id means one thing, so that none may be declared twice.
/// </summary>
internal static class CatalogUnion
{
    /// <summary>The ids that are declared twice.</summary>
    /// <param name="catalogs">The catalogs with the names of their assemblies.</param>
    public static ImmutableArray<Problem> FindDoubles(IReadOnlyCollection<(string Assembly, PolicyCatalog Catalog)> catalogs)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        AddDoubles("policy", from declared in catalogs
                             from policy in declared.Catalog.Policies
                             select (declared.Assembly, policy.Definition.Id));
        AddDoubles("service", from declared in catalogs
                              from service in declared.Catalog.Services
                              select (declared.Assembly, service.Id));
        AddDoubles("scenario", from declared in catalogs
                               from scenario in declared.Catalog.Scenarios
                               select (declared.Assembly, scenario.Id));
        return problems.ToImmutable();

        void AddDoubles(string kind, IEnumerable<(string Assembly, string Id)> ids)
        {
            foreach (var same in ids.GroupBy(declared => declared.Id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            {
                problems.Add(Problem.Error(
                    ProblemIds.AssemblyNotUsable,
                    $"The {kind} id '{same.Key}' is declared twice: by {string.Join(" and ", same.Select(declared => declared.Assembly))}",
                    $"give the {kind} another id"));
            }
        }
    }
}
