namespace Starface.Generators.Models;

/// <summary>A declaration as the catalogue lists it.</summary>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="FullName">The name of its class with <c>global::</c>.</param>
/// <param name="MetadataName">The name of its class as the runtime writes it.</param>
internal sealed record CatalogEntryModel(string Assembly, string FullName, string MetadataName)
{
    /// <summary>The entry of a declaration on a class.</summary>
    /// <param name="type">The class.</param>
    public static CatalogEntryModel Of(TypeModel type) => new(type.Assembly, type.FullName, type.MetadataName);
}
