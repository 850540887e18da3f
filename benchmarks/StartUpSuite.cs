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
        // The command line's own output, compiled ahead of time; the copy beside the benchmarks is not.
        var repository = FindRepository();
        var cli = repository is null ? null : Directory.EnumerateFiles(Path.Combine(repository, "artifacts", "bin", "Cli"), "Starface.Cli.dll", SearchOption.AllDirectories)
            .FirstOrDefault(file => file.Contains("release_", StringComparison.Ordinal));
        if (cli is null || repository is null)
        {
            output.WriteLine("startup: skipped, the Release build of src/Cli is not under artifacts/. Build it with 'dotnet build src/Cli -c Release'.");
            return;
        }

        // This program itself, asked to do nothing, is the hello world: the same runtime, one line of output.
        string[] floor = [typeof(StartUpSuite).Assembly.Location, "hello"];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start-up: wall time of whole processes, medians of {Pairs} runs in turn; ratio to a program that prints one line, pair by pair."));
        var table = new Table("command", "ms", "hello ms", "ratio");
        foreach (var arguments in new string[][] { ["list"], ["preview"], ["preview", "--format", "json"], ["explain", "--stack", "demo-aws", "--from", "203.0.113.9", "--port", "5061"] })
        {
            Time(repository, [cli, .. arguments]);
            Time(repository, floor);
            var pairs = Enumerable.Range(0, Pairs).Select(_ => (Command: Time(repository, [cli, .. arguments]), Hello: Time(repository, floor))).ToList();
            table.Add(
                string.Join(' ', arguments),
                Number(Median(pairs.Select(pair => pair.Command))),
                Number(Median(pairs.Select(pair => pair.Hello))),
                Number(Median(pairs.Select(pair => pair.Command / pair.Hello))));
            _figures.Add(new Figure(string.Join(' ', arguments), Median(pairs.Select(pair => pair.Command)), "ms")
            {
                Floor = ("hello world", Median(pairs.Select(pair => pair.Hello))),
                Goal = arguments[0] == "preview" ? "2.5 times; packed 1.6" : "",
            });
        }

        table.Write(output);
        output.WriteLine();
    }

    private static double Time(string directory, string[] command)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet", command)
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
