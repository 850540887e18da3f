using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>Finds the services that the catalogues among an assembly's references declare.</summary>
internal static class CatalogueReader
{
    private const string Library = "Starface.Policy";

    /// <summary>The services without mistakes, in ordinal order of their assemblies and classes.</summary>
    /// <param name="compilation">The assembly.</param>
    /// <param name="token">Ends the search.</param>
    public static IReadOnlyList<ServiceModel> ServicesOf(Compilation compilation, CancellationToken token) =>
    [
        .. compilation.SourceModule.ReferencedAssemblySymbols
            .Where(IsCatalogue)
            .SelectMany(assembly => TypesOf(assembly.GlobalNamespace))
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            .Select(type => ServiceParser.Parse(type, [], token))
            .OfType<ServiceModel>()
            .Where(service => service.Soundness == Soundness.Sound)
            .OrderBy(service => service.Type.Assembly, StringComparer.Ordinal)
            .ThenBy(service => service.Type.MetadataName, StringComparer.Ordinal),
    ];

    /// <summary>The references of an assembly are read sooner than its attributes, and most assemblies do not know the library.</summary>
    private static bool IsCatalogue(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Library))
        && assembly.GetAttributes().Any(AttributeNames.IsCatalogue);

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type && AttributeNames.Find(type, DeclarationKind.Service) is not null) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (var nested in TypesOf(inner)) yield return nested;
        }
    }
}
