using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.EndToEnd.Chain;

/// <summary>
/// Compiles declarations in memory with the generator, which is loaded as the compiler loads it: from a folder, apart from the tests' own
/// build of the rule code.
/// </summary>
internal static class SourceCompiler
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpCompilation s_empty = CSharpCompilation.Create(
        "Sample",
        syntaxTrees: null,
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(FirewallPolicy).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static readonly Type s_generator = new GeneratorFolder()
        .LoadFromAssemblyName(new AssemblyName("Starface.Generators"))
        .GetType("Starface.Generators.PolicyGenerator", throwOnError: true)!;

    /// <summary>The assembly of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="references">The files of the assemblies that it refers to, beside the rule code.</param>
    public static byte[] Compile(string source, string name = "Sample", params IEnumerable<string> references)
    {
        var generator = (IIncrementalGenerator)Activator.CreateInstance(s_generator)!;
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(
                s_empty.WithAssemblyName(name)
                    .AddReferences(references.Select(reference => MetadataReference.CreateFromFile(reference)))
                    .AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, s_options)),
                out var compilation,
                out var complaints);
        Assert.Empty(complaints);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return assembly.ToArray();
    }

    /// <summary>Loads the generator and the rule code from their folder; the compiler's own assemblies are those of the tests.</summary>
    private sealed class GeneratorFolder() : AssemblyLoadContext("generator")
    {
        private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "generator");

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var file = Path.Combine(s_folder, assemblyName.Name + ".dll");
            return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
        }
    }
}
