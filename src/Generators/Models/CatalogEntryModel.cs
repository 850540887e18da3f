namespace Starface.Generators.Models;

/// <summary>A service, policy or scenario as the catalog lists it.</summary>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="FullName">The name of its class with <c>global::</c>.</param>
/// <param name="MetadataName">The metadata name of its class.</param>
internal sealed record CatalogEntryModel(string Assembly, string FullName, string MetadataName)
{
    /// <summary>The entry of the service, policy or scenario that a class declares.</summary>
    /// <param name="type">The class.</param>
    public static CatalogEntryModel From(TypeModel type) => new(type.Assembly, type.FullName, type.MetadataName);
}
