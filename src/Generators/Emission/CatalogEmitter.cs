using Starface.Generators.Models;

namespace Starface.Generators.Emission;

/// <summary>Writes the catalog of an assembly.</summary>
internal static class CatalogEmitter
{
    /// <summary>The C# of the catalog.</summary>
    /// <param name="catalog">The catalog.</param>
    public static string Emit(CatalogModel catalog)
    {
        var prefix = catalog.Namespace.Length == 0 ? "global::" : $"global::{catalog.Namespace}.";
        var writer = new SourceWriter()
            .Write(TypeEmitter.Header)
            .Write($"[assembly: global::Starface.Policy.PolicyCatalogAttribute(typeof({prefix}{catalog.Name}))]")
            .Gap();
        if (catalog.Namespace.Length > 0) writer.Write($"namespace {catalog.Namespace};").Gap();
        writer.Write($"""
            /// <summary>The services and policies of this assembly.</summary>
            {TypeEmitter.GeneratedCode}
            public static class {catalog.Name}
            """).Open();
        writer.Write("/// <summary>The services and policies of this assembly.</summary>");
        writer.Write("public static global::Starface.Policy.PolicyCatalog Instance { get; } = new(").Open("[");
        foreach (var service in catalog.Services) writer.Write($"{service}.Definition,");
        writer.Close("],").Open("[");
        foreach (var policy in catalog.Policies) writer.Write($"new({policy}.Definition, {policy}.Create),");
        if (catalog.Scenarios.Count > 0)
        {
            writer.Close("],").Open("[");
            foreach (var scenario in catalog.Scenarios) writer.Write($"{scenario}.Definition,");
        }

        return writer.Close("]);").Close().ToString();
    }
}
