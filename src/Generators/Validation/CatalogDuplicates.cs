using Starface.Generators.Models;
using Starface.Policy;
using Starface.Policy.Review;

namespace Starface.Generators.Validation;

/// <summary>Finds allowances of user-defined services that duplicate a service of a referenced catalog.</summary>
internal static class CatalogDuplicates
{
    /// <summary>The problems of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="catalog">
    /// The services of the referenced catalogs; not asked for unless the policy opens a service of its own assembly.
    /// </param>
    public static IEnumerable<Problem> Find(PolicyModel policy, Lazy<IReadOnlyList<ServiceModel>> catalog)
    {
        var twins = new Dictionary<string, ServiceModel>(StringComparer.Ordinal);
        for (var index = 0; index < policy.Allowances.Count; index++)
        {
            var allowance = policy.Allowances[index];
            // What a policy includes is reported at the policy that declares it.
            if (allowance.IncludedFrom is not null) continue;
            if (allowance.Service is not { State: GenerationState.Complete } own || own.Type.Assembly != policy.Type.Assembly) continue;
            if (twins.Count == 0 && catalog.Value.Count > 0) AddTwins();
            var definition = own.ToDefinition();
            if (CatalogReview.RequirementsOf(definition) is not { } requirements) continue;
            if (!twins.TryGetValue(requirements, out var twin)) continue;
            // If the policy also opens the catalog's service, one of the two is redundant, which is reported already.
            var name = twin.Type.FullName;
            if (policy.Allowances.Any(other => other.Service.Type.FullName == name && other.PeerGroup == allowance.PeerGroup)) continue;
            yield return CatalogReview.Duplicate(index, definition, twin.ToDefinition(), twin.Type.MetadataName, twin.Type.Assembly);
        }

        void AddTwins()
        {
            foreach (var service in catalog.Value)
            {
                if (CatalogReview.RequirementsOf(service.ToDefinition()) is { } requirements && !twins.ContainsKey(requirements))
                    twins.Add(requirements, service);
            }
        }
    }
}
