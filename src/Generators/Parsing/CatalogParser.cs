using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;

namespace Starface.Generators.Parsing;

/// <summary>Makes the catalog of an assembly from its services, policies and scenarios.</summary>
internal static class CatalogParser
{
    private const string Name = "Catalog";

    /// <summary>The entry of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="token">Unused.</param>
    public static CatalogEntryModel Entry(ServiceModel service, CancellationToken token) => CatalogEntryModel.From(service.Type);

    /// <summary>The entry of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="token">Unused.</param>
    public static CatalogEntryModel Entry(PolicyModel policy, CancellationToken token) => CatalogEntryModel.From(policy.Type);

    /// <summary>The entry of a scenario.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="token">Unused.</param>
    public static CatalogEntryModel Entry(ScenarioModel scenario, CancellationToken token) => CatalogEntryModel.From(scenario.Type);

    /// <summary>The root namespace of the project; null when the build does not give it.</summary>
    /// <param name="options">The options of the build.</param>
    /// <param name="token">Unused.</param>
    public static string? RootNamespace(AnalyzerConfigOptionsProvider options, CancellationToken token) =>
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var value) ? value : null;

    /// <summary>The catalog; null when it would be empty.</summary>
    /// <param name="entries">The entries of services, policies and scenarios.</param>
    /// <param name="rootNamespace">The root namespace of the project, or null.</param>
    public static CatalogModel? Parse(CatalogEntries entries, string? rootNamespace)
    {
        if (entries.All.FirstOrDefault() is not { } any) return null;
        var container = Namespace(string.IsNullOrWhiteSpace(rootNamespace) ? any.Assembly : rootNamespace!);
        var name = Name;
        while (IsTaken($"{container}.{name}")) name = "Generated" + name;
        return new(container, name, FullNames(entries.Services), FullNames(entries.Policies), FullNames(entries.Scenarios));

        // The catalog's file has the name of its class, and names of generated files are compared ignoring case.
        bool IsTaken(string candidate) =>
            entries.All.Any(entry => string.Equals(entry.MetadataName, candidate, StringComparison.OrdinalIgnoreCase));
    }

    private static EquatableArray<string> FullNames(EquatableArray<CatalogEntryModel> entries)
    {
        var names = new string[entries.Count];
        for (var i = 0; i < names.Length; i++) names[i] = entries[i].FullName;
        Array.Sort(names, StringComparer.Ordinal);
        return [.. names.Where((name, index) => index == 0 || name != names[index - 1])];
    }

    /// <summary>A valid namespace from a text that may contain any characters.</summary>
    private static string Namespace(string text)
    {
        var parts = text.Split('.').Select(Identifier).Where(part => part.Length > 0);
        return string.Join(".", parts) is { Length: > 0 } name ? name : "Policies";
    }

    private static string Identifier(string text)
    {
        var identifier = new StringBuilder();
        foreach (var character in text.Trim())
            identifier.Append(SyntaxFacts.IsIdentifierPartCharacter(character) ? character : '_');
        if (identifier.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(identifier[0])) identifier.Insert(0, '_');
        return TypeNames.Escape(identifier.ToString());
    }
}
