using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Starface.Benchmarks.Generation;

/// <summary>Loads a generator from its folder, with the folder's own assemblies and this program's compiler.</summary>
internal sealed class GeneratorContext(string folder) : AssemblyLoadContext
{
    /// <summary>Makes the generator of a type.</summary>
    /// <param name="file">Its assembly.</param>
    /// <param name="type">The full name of the type.</param>
    public ISourceGenerator Create(string file, string type)
    {
        var found = LoadFromAssemblyPath(Path.Combine(folder, file)).GetType(type, throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(found)!).AsSourceGenerator();
    }

    /// <summary>Makes all analyzers of an assembly.</summary>
    /// <param name="file">The assembly.</param>
    public ImmutableArray<DiagnosticAnalyzer> CreateAnalyzers(string file) =>
    [
        .. LoadFromAssemblyPath(Path.Combine(folder, file)).GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
