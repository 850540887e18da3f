using System.Diagnostics;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>
/// Builds of the catalog's project with analyzers and without, in turn. The compiler server is asked for by a name of its own, since
/// environments without it load and compile the compiler again for each build, which hides everything else.
/// </summary>
internal sealed class BuildSuite : ISuite
{
    private const int WarmUps = 2;
    private const int Pairs = 12;

    private readonly List<Figure> _figures = [];

    public string Name => "build";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        if (FindProject() is not { } project)
        {
            output.WriteLine("build: skipped, the program does not run in a checkout.");
            return;
        }

        var server = "starface-" + Guid.NewGuid().ToString("N");
        Build(project, server, "-restore", "-t:Build");
        var pairs = new List<(double With, double Without)>();
        for (var round = -WarmUps; round < Pairs; round++)
        {
            // Each of both first in every other round.
            var first = Rebuild(round % 2 == 0);
            var second = Rebuild(round % 2 != 0);
            if (round >= 0) pairs.Add(round % 2 == 0 ? (first, second) : (second, first));
        }

        var (with, without) = (Median(pairs.Select(pair => pair.With)), Median(pairs.Select(pair => pair.Without)));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Build of policies/ by a warm compiler server: wall times, medians of {Pairs} pairs. All analyzers {with:0} ms, none "
            + $"{without:0} ms, {Median(pairs.Select(pair => pair.With / pair.Without)):0.00} times pair by pair; goal 1.10."));
        output.WriteLine();
        _figures.Add(new Figure("policies/, all analyzers", with, "ms") { Floor = ("no analyzers", without), Goal = "1.10 times" });

        double Rebuild(bool analyzes) =>
            Build(project, server, "-t:Rebuild", "-p:BuildProjectReferences=false", $"-p:RunAnalyzers={(analyzes ? "true" : "false")}");
    }

    private static double Build(string project, string server, params string[] arguments)
    {
        string[] all =
        [
            "msbuild", project, "-v:q", "-nologo", "-p:Configuration=Release", "-p:UseSharedCompilation=true",
            $"-p:SharedCompilationId={server}", .. arguments,
        ];
        var start = new ProcessStartInfo("dotnet", all) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The server goes by itself soon after the last build.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"The build of {project} ended with {process.ExitCode}: {text}{errors.Result}");
    }

    private static string? FindProject()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
            if (File.Exists(Path.Combine(directory, "Infra.sln")))
                return Path.Combine(directory, "policies", "Policies.csproj");
        return null;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
