using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Makes the catalogue of an assembly from its declarations.</summary>
internal static class CatalogParser
{
    private const string Name = "Catalog";

    /// <summary>The entry of a service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="token">Not needed: it is quick.</param>
    public static CatalogEntryModel Entry(ServiceModel service, CancellationToken token) => CatalogEntryModel.Of(service.Type);

    /// <summary>The entry of a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="token">Not needed: it is quick.</param>
    public static CatalogEntryModel Entry(PolicyModel policy, CancellationToken token) => CatalogEntryModel.Of(policy.Type);

    /// <summary>The project's root namespace; null when the build does not say.</summary>
    /// <param name="options">The options of the build.</param>
    /// <param name="token">Not needed: it is quick.</param>
    public static string? RootNamespace(AnalyzerConfigOptionsProvider options, CancellationToken token) =>
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var value) ? value : null;

    /// <summary>The catalogue; null when there is nothing in it.</summary>
    /// <param name="services">The entries of services.</param>
    /// <param name="policies">The entries of policies.</param>
    /// <param name="rootNamespace">The project's root namespace, or null.</param>
    public static CatalogModel? Parse(IEnumerable<CatalogEntryModel> services, IEnumerable<CatalogEntryModel> policies, string? rootNamespace)
    {
        var allServices = services.ToList();
        var allPolicies = policies.ToList();
        if (allServices.Concat(allPolicies).FirstOrDefault() is not { } any) return null;
        var container = Namespace(string.IsNullOrWhiteSpace(rootNamespace) ? any.Assembly : rootNamespace!);
        var name = Name;
        while (IsTaken(name)) name = "Generated" + name;
        return new(container, name, Sorted(allServices), Sorted(allPolicies));

        // File names know no letter case, and the catalogue's file is named after its class too.
        bool IsTaken(string candidate) =>
            allServices.Concat(allPolicies).Any(entry => string.Equals(entry.MetadataName, $"{container}.{candidate}", StringComparison.OrdinalIgnoreCase));
    }

    private static EquatableArray<string> Sorted(List<CatalogEntryModel> entries) =>
        [.. entries.Select(entry => entry.FullName).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>A namespace from a text that may hold what a namespace cannot.</summary>
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
        return TypeParser.Escape(identifier.ToString());
    }
}
