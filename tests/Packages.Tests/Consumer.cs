namespace Starface.Packages.Tests;

/// <summary>A new project that uses the packages.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Files">Its files by name.</param>
/// <param name="Properties">What its project file says beyond the framework and the reference to the package.</param>
internal sealed record Consumer(string Name, IReadOnlyDictionary<string, string> Files, params IReadOnlyList<string> Properties)
{
    /// <summary>Whether it uses the catalog; the others may declare what the catalog has.</summary>
    public bool UsesCatalog => Files.Values.Any(text => text.Contains("Starface.Policies", StringComparison.Ordinal));

    /// <summary>A library of one file.</summary>
    public Consumer(string name, string source, params IReadOnlyList<string> properties)
        : this(name, new Dictionary<string, string>(StringComparer.Ordinal) { ["Policy.cs"] = source }, properties) { }
}
