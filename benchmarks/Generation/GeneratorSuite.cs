using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Benchmarks.Generation;

/// <summary>The source generator beside the floor of an empty one and beside two well-known ones.</summary>
internal sealed class GeneratorSuite : ISuite
{
    private static readonly int[] Sizes = [10, 100, 1_000, 5_000];

    private readonly List<Figure> _figures = [];

    public string Name => "generator";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        output.WriteLine("Generators: one declaration in each file. Times the floor, an empty generator that looks for the same "
            + "attributes; thread processor time, medians.");
        output.WriteLine("In brackets: outputs that ran again. Goals at 1,000: cold 1.30, allocation 1.50, unrelated and body edit 1.25 "
            + "(0), model edit 1.25 (1).");
        foreach (var subject in Subjects.All(output))
        {
            // A table for each, since the slow ones take minutes.
            var table = new Table(subject.Name, "floor cold ms", "cold", "allocation", "unrelated edit", "body edit", "model edit");
            foreach (var size in Sizes.Where(size => size <= subject.MostDeclarations)) table.Add(Measure(subject, size));
            table.Write(output);
            output.WriteLine();
        }
    }

    private string[] Measure(Subject subject, int size)
    {
        var input = new GeneratorInput(subject, size);
        var (own, floor) = (Driver(subject.Create()), Driver(new EmptyGenerator(subject.Attributes).AsSourceGenerator()));
        var cold = GeneratorTimes.Of(own, floor, input.Fresh);
        var (warmOwn, warmFloor) = (own.RunGenerators(input.Fresh()), floor.RunGenerators(input.Fresh()));
        var result = warmOwn.GetRunResult().Results.Single();
        if (result.Exception is { } exception) throw new InvalidOperationException($"{subject.Name} failed.", exception);
        if (result.GeneratedSources.Length < size)
            throw new InvalidOperationException($"{subject.Name} wrote {result.GeneratedSources.Length} files for {size} declarations.");
        _figures.Add(new Figure(string.Create(CultureInfo.InvariantCulture, $"{subject.Name} cold, {size:N0} declarations"), cold.Own, "ms")
        {
            Floor = ("empty generator", cold.Floor),
            Goal = size == 1_000 ? "1.30 times" : "",
            Mebibytes = cold.OwnBytes / (1024.0 * 1024),
        });
        // Tracking the steps costs time, so that a driver of its own counts them.
        var tracked = Driver(subject.Create(), tracks: true).RunGenerators(input.Fresh());
        Func<CSharpCompilation>[] edits = [input.AfterUnrelatedEdit, input.AfterBodyEdit, input.AfterModelEdit];
        return
        [
            size.ToString("N0", CultureInfo.InvariantCulture),
            Number(cold.Floor),
            Number(cold.Ratio),
            Number(cold.BytesRatio),
            .. edits.Select(edit => $"{Number(GeneratorTimes.Of(warmOwn, warmFloor, edit).Ratio)} ({RunAgain(tracked, edit())})"),
        ];
    }

    private static GeneratorDriver Driver(ISourceGenerator generator, bool tracks = false) =>
        CSharpGeneratorDriver.Create(
            [generator],
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracks));

    private static int RunAgain(GeneratorDriver driver, CSharpCompilation compilation) =>
        driver.RunGenerators(compilation).GetRunResult().Results.Single().TrackedOutputSteps
            .SelectMany(steps => steps.Value)
            .SelectMany(step => step.Outputs)
            .Count(result => result.Reason != IncrementalStepRunReason.Cached);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
