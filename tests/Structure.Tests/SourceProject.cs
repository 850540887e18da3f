using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Starface.Structure.Tests;

/// <summary>A project of the product, compiled in memory from the arguments with which the build started the compiler.</summary>
internal sealed class SourceProject
{
    private static readonly Lazy<IReadOnlyList<SourceProject>> Loaded = new(LoadAll);

    private SourceProject(string name, string folder, CSharpCompilation compilation)
    {
        Name = name;
        Folder = folder;
        Compilation = compilation;
        References = ReferenceFinder.Find(this);
        Graph = new FolderGraph(References);
    }

    public static IReadOnlyList<SourceProject> All => Loaded.Value;

    /// <summary>The last folder of its path: "Policy", "Generators.CodeFixes".</summary>
    public string Name { get; }

    public string Folder { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The files in the project's folder; generated ones are elsewhere.</summary>
    public IEnumerable<SyntaxTree> Trees =>
        Compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(Folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    public IReadOnlyList<Reference> References { get; }

    public FolderGraph Graph { get; }

    /// <summary>The project of a name, which has to be one of the list.</summary>
    public static SourceProject For(string name) => All.Single(project => project.Name == name);

    /// <summary>Compiles sources from text; the key is the path below the project's folder.</summary>
    public static SourceProject From(IReadOnlyDictionary<string, string> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, path: "/project/" + source.Key));
        var core = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        return new("project", "/project", CSharpCompilation.Create("Sample", trees, [core], options));
    }

    /// <summary>The path of a file below the project's folder.</summary>
    public string RelativePath(SyntaxTree tree) => Path.GetRelativePath(Folder, tree.FilePath).Replace('\\', '/');

    private static IReadOnlyList<SourceProject> LoadAll()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "projects.txt"));
        return [.. lines.AsParallel().AsOrdered().Select(line => line.Split('|')).Select(parts => Load(parts[0], parts[1]))];
    }

    private static SourceProject Load(string folder, string argumentsFile)
    {
        var arguments = CSharpCommandLineParser.Default.Parse(File.ReadAllLines(argumentsFile), folder, sdkDirectory: null);
        // The flow of nulls is the build's business, and the slowest part of a semantic model.
        var parsing = arguments.ParseOptions.WithFeatures([.. arguments.ParseOptions.Features, new("run-nullable-analysis", "never")]);
        var trees = arguments.SourceFiles.Select(file => Parse(file.Path, parsing));
        var references = arguments.MetadataReferences.Select(reference =>
            MetadataReference.CreateFromFile(Path.Combine(folder, reference.Reference), reference.Properties));
        // Warnings are errors in the build, which has reported them.
        var options = arguments.CompilationOptions.WithGeneralDiagnosticOption(ReportDiagnostic.Default);
        var sources = CSharpCompilation.Create(arguments.CompilationName, trees, references, options);

        var generators = arguments.AnalyzerReferences
            .Select(reference => new AnalyzerFileReference(reference.FilePath, GeneratorLoader.Instance))
            .SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(sources, out var complete, out _);
        return new(Path.GetFileName(folder), folder, (CSharpCompilation)complete);
    }

    private static SyntaxTree Parse(string path, CSharpParseOptions options)
    {
        using var stream = File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), options, path);
    }

    private sealed class GeneratorLoader : IAnalyzerAssemblyLoader
    {
        public static readonly GeneratorLoader Instance = new();

        private GeneratorLoader() => AssemblyLoadContext.Default.Resolving += LoadFromNeighbour;

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);

        // Beside Starface.Generators lies the build of Starface.Policy that it needs.
        private static Assembly? LoadFromNeighbour(AssemblyLoadContext context, AssemblyName name) =>
            context.Assemblies.Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0)
                .Select(assembly => Path.Combine(Path.GetDirectoryName(assembly.Location)!, name.Name + ".dll"))
                .Where(File.Exists)
                .Select(context.LoadFromAssemblyPath)
                .FirstOrDefault();
    }
}
