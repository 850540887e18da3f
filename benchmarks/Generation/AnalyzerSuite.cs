using System.Globalization;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Starface.Benchmarks.Generation;

/// <summary>All analyzers on one policy with many allowances, by the shapes that once grew with the square.</summary>
internal sealed class AnalyzerSuite : ISuite
{
    private static readonly int[] Sizes = [750, 1_500, 3_000];

    private static readonly (string Name, Func<int, string> Service, Func<int, string> Allow)[] Shapes =
    [
        ("a service and a group of its own each", Ports, i => $"Service{i}, Group{i}"),
        ("one service, many groups", Ports, i => $"Service0, Group{i}"),
        ("one group, many services", Ports, i => $"Service{i}, Group0"),
        ("many services with settings to one group", Settings, i => $"Service{i}, Group0"),
        ("every other one to anywhere", Ports, i => i % 2 == 0 ? $"Service{i}, Group{i}" : $"Service{i}, Anywhere"),
        ("many equal services to one group", _ => "[Inbound(Protocol.Tcp, 8000)]", i => $"Service{i}, Group0"),
    ];

    private readonly List<Figure> _figures = [];

    public string Name => "analyzers";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        output.WriteLine("Analyzers: one policy with many allowances; the sum of what the compiler measures for each analyzer, the better "
            + "of two runs.");
        var table = new Table(["shape", .. Sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture) + " ms"), "exponent"]);
        foreach (var shape in Shapes)
        {
            var times = Sizes.Select(size => Measure(shape, size)).ToList();
            var growth = Math.Log2(times[^1] / times[^2]);
            table.Add(
            [
                shape.Name,
                .. times.Select(time => time.ToString("0", CultureInfo.InvariantCulture)),
                growth.ToString("0.00", CultureInfo.InvariantCulture),
            ]);
            _figures.Add(new Figure($"analyzers, {Sizes[^1]:N0} allowances: {shape.Name}", times[^1], "ms")
            {
                Goal = "1,000 ms",
                Growth = growth,
            });
        }

        table.Write(output);
        output.WriteLine();
    }

    private static double Measure((string Name, Func<int, string> Service, Func<int, string> Allow) shape, int size)
    {
        var source = new StringBuilder("using Starface.Policy;\nnamespace Sample;\n");
        for (var i = 0; i < size; i++)
        {
            source.Append(CultureInfo.InvariantCulture, $"public sealed class Group{i} : PeerGroup;\n")
                .Append(CultureInfo.InvariantCulture, $"[Service(\"service-{i}\")] {shape.Service(i)}\n")
                .Append(CultureInfo.InvariantCulture, $"public sealed partial class Service{i};\n");
        }

        source.Append("[Policy(\"large\")]\n");
        for (var i = 0; i < size; i++)
            source.Append(CultureInfo.InvariantCulture, $"[Allow<{shape.Allow(i)}>(Because = \"Its device\")]\n");
        source.Append("public sealed partial class Large;\n");
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        return Enumerable.Range(0, 2).Min(_ => Analyze(CSharpSyntaxTree.ParseText(source.ToString(), options)));
    }

    private static double Analyze(SyntaxTree tree)
    {
        var compilation = CSharpCompilation.Create(
            "Measured",
            [tree],
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(Policy.FirewallPolicy).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var analyzers = new GeneratorContext(Path.Combine(AppContext.BaseDirectory, "generator"))
            .CreateAnalyzers("Starface.Generators.dll");
        var run = compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: Fail, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        run.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return analyzers.Sum(analyzer =>
            run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds);
    }

    private static void Fail(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) =>
        throw new InvalidOperationException($"{analyzer} failed.", exception);

    private static string Ports(int i) => $"[Inbound(Protocol.Tcp, {1 + (i * 20)}, {15 + (i * 20)})]";

    private static string Settings(int i) => $"[Inbound(Protocol.Tcp, {1 + (i * 20)}, Setting = \"Port{i}\")]";
}
