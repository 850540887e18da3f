using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Tests;

/// <summary>A run of the generator over sources.</summary>
internal sealed class GeneratorRun
{
    /// <summary>Compilations made from it share what was read from the references.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Sample",
        syntaxTrees: null,
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Starface.Policy.FirewallPolicy).Assembly.Location)],
        // CS1701 (a reference to an older version of the framework) is off in every build of the SDK.
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("CS1701", ReportDiagnostic.Suppress)]));

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Input = input;
        Output = (CSharpCompilation)output;
        Diagnostics = diagnostics;
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Input { get; }

    public CSharpCompilation Output { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>Warnings and errors of the compiler in the sources and in generated files.</summary>
    public IEnumerable<string> Complaints =>
        Output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.ToString());

    public static GeneratorRun Over(params string[] sources) => Over(Compile(sources));

    public static GeneratorRun Over(CSharpCompilation compilation)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new PolicyGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.FirstOrDefault()?.Options!,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new(driver, compilation);
    }

    /// <summary>A compilation that references the catalog if its sources name it: samples have ids of the catalog.</summary>
    public static CSharpCompilation Compile(params IEnumerable<string> sources)
    {
        var all = sources.ToList();
        return CompileAlone("Sample", all).AddReferences(Catalog.IfNamed(all));
    }

    /// <summary>A compilation that does not reference the catalog.</summary>
    public static CSharpCompilation CompileAlone(string assembly, IEnumerable<string> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose).WithFeatures([new("strict", "true")]);
        return Empty.WithAssemblyName(assembly).AddSyntaxTrees(
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, options, $"Source{index}.cs")));
    }

    public GeneratorRun Again(CSharpCompilation compilation) => new(Driver, compilation);

    /// <summary>The text of a generated file.</summary>
    public string Text(string hintName) => Result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>All generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    public byte[] Emit()
    {
        using var stream = new MemoryStream();
        var result = Output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return stream.ToArray();
    }

    /// <summary>Loads the assembly, beside other tests' assemblies with the same name.</summary>
    public Assembly Load() => new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(Emit()));
}
