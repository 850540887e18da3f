namespace Starface.Generators.Models;

/// <summary>What an assembly declares, as its catalog lists it.</summary>
/// <param name="Services">The services.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Scenarios">The scenarios.</param>
internal sealed record CatalogEntries(
    EquatableArray<CatalogEntryModel> Services,
    EquatableArray<CatalogEntryModel> Policies,
    EquatableArray<CatalogEntryModel> Scenarios)
{
    /// <summary>All of them.</summary>
    public IEnumerable<CatalogEntryModel> All => Services.Concat(Policies).Concat(Scenarios);
}
