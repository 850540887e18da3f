using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>
/// The names of generated files: the class's metadata name. The compiler compares them without letter case, so that classes which differ in it
/// alone need something more.
/// </summary>
internal static class HintNames
{
    /// <summary>The metadata names that equal another one but for letter case, in ordinal order.</summary>
    /// <param name="entries">The declarations.</param>
    public static EquatableArray<string> FindClashes(IEnumerable<CatalogEntryModel> entries) =>
    [
        .. entries.Select(entry => entry.MetadataName)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>The name of a class's file.</summary>
    /// <param name="metadataName">The class's metadata name.</param>
    /// <param name="clashes">The names that <see cref="FindClashes"/> found.</param>
    public static string Of(string metadataName, EquatableArray<string> clashes)
    {
        if (!clashes.Contains(metadataName)) return metadataName + ".g.cs";
        var capitals = Enumerable.Range(0, metadataName.Length).Where(index => char.IsUpper(metadataName[index])).Select(Text.Of);
        return $"{metadataName}({string.Join(",", capitals)}).g.cs";
    }
}
