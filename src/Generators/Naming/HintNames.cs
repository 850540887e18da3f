using Starface.Generators.Models;

namespace Starface.Generators.Naming;

/// <summary>
/// The names of generated files: the metadata name of the class. Roslyn compares these names ignoring case, so that classes which differ in
/// case only need a suffix.
/// </summary>
internal static class HintNames
{
    /// <summary>The metadata names that equal another one when case is ignored, in ordinal order.</summary>
    /// <param name="entries">The services and policies of the assembly.</param>
    public static EquatableArray<string> FindClashes(IEnumerable<CatalogEntryModel> entries)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        HashSet<string>? clashing = null;
        foreach (var entry in entries)
            if (!names.Add(entry.MetadataName))
                (clashing ??= new(StringComparer.OrdinalIgnoreCase)).Add(entry.MetadataName);
        // Most assemblies have no such names.
        if (clashing is null) return default;
        return
        [
            .. entries.Select(entry => entry.MetadataName)
                .Where(clashing.Contains)
                .OrderBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The name of the file of a class. Where names clash, the positions of the capitals distinguish them.</summary>
    /// <param name="metadataName">The metadata name of the class.</param>
    /// <param name="clashes">The result of <see cref="FindClashes"/>.</param>
    public static string For(string metadataName, EquatableArray<string> clashes)
    {
        if (clashes.Count == 0 || !clashes.Contains(metadataName)) return metadataName + ".g.cs";
        var capitals = Enumerable.Range(0, metadataName.Length)
            .Where(index => char.IsUpper(metadataName[index]))
            .Select(InvariantText.Digits);
        return $"{metadataName}({string.Join(",", capitals)}).g.cs";
    }
}
