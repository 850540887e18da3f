namespace Starface.Generators.Models;

/// <summary>A declaration as the catalogue lists it.</summary>
/// <param name="Assembly">The name of its assembly.</param>
/// <param name="FullName">The name of its class with <c>global::</c>.</param>
internal sealed record CatalogEntryModel(string Assembly, string FullName);
