using System.Diagnostics;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>Whole processes from start to end: the command line beside a program that does nothing, in turn, so that the machine's mood hits both.</summary>
internal sealed class StartUpSuite : ISuite
{
    private const int Pairs = 15;

    private readonly List<Figure> _figures = [];

    public string Name => "startup";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        var repository = FindRepository();
        var builds = repository is null ? [] : Builds(Path.Combine(repository, "artifacts", "bin", "Cli"));
        if (builds.Count == 0 || repository is null)
        {
            output.WriteLine("startup: skipped, no Release build of src/Cli is under artifacts/. Build it with 'dotnet build src/Cli -c Release' and 'dotnet pack src/Cli -c Release -r RID'.");
            return;
        }

        // This program itself, asked to do nothing, is the hello world: the same runtime, one line of output.
        string[] floor = [Dotnet, typeof(StartUpSuite).Assembly.Location, "hello"];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start-up: wall time of whole processes, medians of {Pairs} runs in turn; ratio to a program that prints one line, pair by pair."));
        var table = new Table("build", "command", "ms", "hello ms", "ratio");
        foreach (var (build, program, goal) in builds)
        {
            foreach (var arguments in new string[][] { ["list"], ["preview"], ["preview", "--format", "json"], ["explain", "--stack", "demo-aws", "--from", "203.0.113.9", "--port", "5061"] })
            {
                string[] command = [.. program, .. arguments];
                Time(repository, command);
                Time(repository, floor);
                var pairs = Enumerable.Range(0, Pairs).Select(_ => (Command: Time(repository, command), Hello: Time(repository, floor))).ToList();
                var name = string.Join(' ', arguments);
                table.Add(
                    build,
                    name,
                    Number(Median(pairs.Select(pair => pair.Command))),
                    Number(Median(pairs.Select(pair => pair.Hello))),
                    Number(Median(pairs.Select(pair => pair.Command / pair.Hello))));
                _figures.Add(new Figure($"{name} ({build})", Median(pairs.Select(pair => pair.Command)), "ms")
                {
                    Floor = ("hello world", Median(pairs.Select(pair => pair.Hello))),
                    Goal = arguments[0] == "preview" ? goal : "",
                });
            }
        }

        table.Write(output);
        output.WriteLine();
    }

    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>The command line's own outputs: compiled ahead of time by a build, and native as the packed tool carries it. The copy beside the benchmarks is neither.</summary>
    private static List<(string Build, string[] Program, string Goal)> Builds(string folder)
    {
        var builds = new List<(string Build, string[] Program, string Goal)>();
        if (!Directory.Exists(folder)) return builds;
        Add("release_*", "built", ["Starface.Cli.dll"], "2.5 times");
        Add("packed_*", "packed", ["native", OperatingSystem.IsWindows() ? "Starface.Cli.exe" : "Starface.Cli"], "1.6 times");
        return builds;

        void Add(string pattern, string build, string[] file, string goal)
        {
            foreach (var program in Directory.EnumerateDirectories(folder, pattern).Order(StringComparer.Ordinal).Select(place => Path.Combine([place, .. file])).Where(File.Exists))
                builds.Add((build, program.EndsWith(".dll", StringComparison.Ordinal) ? [Dotnet, program] : [program], goal));
        }
    }

    private static double Time(string directory, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var wall = clock.Elapsed.TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {errors.Result}");
        return wall;
    }

    private static string? FindRepository()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Infra.sln"))) return directory;
        }

        return null;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
