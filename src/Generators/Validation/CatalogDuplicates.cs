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
        for (var index = 0; index < policy.Allowances.Count; index++)
        {
            var allowance = policy.Allowances[index];
            if (allowance.Service is not { State: GenerationState.Complete } own || own.Type.Assembly != policy.Type.Assembly) continue;
            var definition = own.ToDefinition();
            var twin = catalog.Value.FirstOrDefault(other => CatalogReview.HaveSameRequirements(definition, other.ToDefinition()));
            if (twin is null) continue;
            // If the policy also opens the catalog's service, one of the two is redundant, which is reported already.
            var name = twin.Type.FullName;
            if (policy.Allowances.Any(other => other.Service.Type.FullName == name && other.PeerGroup == allowance.PeerGroup)) continue;
            yield return CatalogReview.Duplicate(index, definition, twin.ToDefinition(), twin.Type.MetadataName, twin.Type.Assembly);
        }
    }
}
