using Microsoft.CodeAnalysis;
using Starface.Generators.Models;
using Starface.Generators.Symbols;

namespace Starface.Generators.Parsing;

/// <summary>Finds the services, policies and scenarios in the catalogs of referenced assemblies.</summary>
internal static class CatalogReader
{
    private const string Library = "Starface.Policy";

    /// <summary>The valid services, in ordinal order of their assemblies and classes.</summary>
    /// <param name="compilation">The assembly with the references.</param>
    /// <param name="token">Cancels the operation.</param>
    public static IReadOnlyList<ServiceModel> ReadServices(Compilation compilation, CancellationToken token) =>
    [
        .. Find(compilation, DeclarationKind.Service)
            .Select(type => ServiceParser.Parse(type, [], token))
            .OfType<ServiceModel>()
            .Where(service => service.State == GenerationState.Complete)
            .OrderBy(service => service.Type.Assembly, StringComparer.Ordinal)
            .ThenBy(service => service.Type.MetadataName, StringComparer.Ordinal),
    ];

    /// <summary>
    /// The classes with the services, policies or scenarios by their ids; of two with one id, the first in ordinal order.
    /// </summary>
    /// <param name="compilation">The assembly with the references.</param>
    /// <param name="kind">What is found.</param>
    public static IReadOnlyDictionary<string, INamedTypeSymbol> ReadIds(Compilation compilation, DeclarationKind kind)
    {
        var types = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        foreach (var type in Find(compilation, kind).OrderBy(TypeNames.FullName, StringComparer.Ordinal))
        {
            if (AttributeArguments.Positional(AttributeNames.Find(type, kind)!, "id") is string id && !types.ContainsKey(id))
                types.Add(id, type);
        }

        return types;
    }

    private static IEnumerable<INamedTypeSymbol> Find(Compilation compilation, DeclarationKind kind) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .Where(HasCatalog)
            .SelectMany(assembly => FindDeclared(assembly.GlobalNamespace, kind))
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));

    // The references of an assembly are faster to read than its attributes, and most assemblies do not reference the library.
    private static bool HasCatalog(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Library))
        && assembly.GetAttributes().Any(AttributeNames.IsCatalog);

    private static IEnumerable<INamedTypeSymbol> FindDeclared(INamespaceOrTypeSymbol container, DeclarationKind kind)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol type && AttributeNames.Find(type, kind) is not null) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (var nested in FindDeclared(inner, kind)) yield return nested;
        }
    }
}
