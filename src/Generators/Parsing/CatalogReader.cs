using Microsoft.CodeAnalysis;
using Starface.Generators.Models;
using Starface.Generators.Symbols;

namespace Starface.Generators.Parsing;

/// <summary>Finds the services in the catalogs of referenced assemblies.</summary>
internal static class CatalogReader
{
    private const string Library = "Starface.Policy";

    /// <summary>The valid services, in ordinal order of their assemblies and classes.</summary>
    /// <param name="compilation">The assembly with the references.</param>
    /// <param name="token">Cancels the operation.</param>
    public static IReadOnlyList<ServiceModel> ReadServices(Compilation compilation, CancellationToken token) =>
    [
        .. compilation.SourceModule.ReferencedAssemblySymbols
            .Where(HasCatalog)
            .SelectMany(assembly => FindServices(assembly.GlobalNamespace))
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            .Select(type => ServiceParser.Parse(type, [], token))
            .OfType<ServiceModel>()
            .Where(service => service.State == GenerationState.Complete)
            .OrderBy(service => service.Type.Assembly, StringComparer.Ordinal)
            .ThenBy(service => service.Type.MetadataName, StringComparer.Ordinal),
    ];

    // The references of an assembly are faster to read than its attributes, and most assemblies do not reference the library.
    private static bool HasCatalog(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Library))
        && assembly.GetAttributes().Any(AttributeNames.IsCatalog);

    private static IEnumerable<INamedTypeSymbol> FindServices(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type && AttributeNames.Find(type, DeclarationKind.Service) is not null) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (var nested in FindServices(inner)) yield return nested;
        }
    }
}
