using System.Diagnostics;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>
/// Whole processes from start to end: the command line beside a program that does nothing, in turn, so that the machine's mood hits both.
/// </summary>
internal sealed class StartUpSuite : ISuite
{
    private const int Pairs = 15;
    private const int NativePairs = 101;

    private readonly List<Figure> _figures = [];

    public string Name => "startup";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        var repository = CommandBuild.Repository;
        var builds = CommandBuild.All();
        if (builds.IsEmpty || repository is null)
        {
            output.WriteLine($"startup: skipped, {CommandBuild.Missing}");
            return;
        }

        // This program itself, asked to do nothing, is the hello world: the same runtime, one line of output.
        string[] floor = [CommandBuild.Dotnet, typeof(StartUpSuite).Assembly.Location, "hello"];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start-up: wall time of whole processes, medians of {Pairs} runs in "
            + $"turn; ratio to a program that prints one line, pair by pair."));
        var table = new Table("build", "command", "ms", "hello ms", "ratio");
        foreach (var (build, program) in builds)
        {
            foreach (var arguments in new string[][]
            {
                ["list"],
                ["preview"],
                ["preview", "--format", "json"],
                ["explain", "--stack", "demo-aws", "--from", "203.0.113.9", "--port", "5061"],
            })
            {
                string[] command = [.. program, .. arguments];
                Time(repository, command);
                Time(repository, floor);
                var pairs = Enumerable.Range(0, Pairs)
                    .Select(_ => (Command: Time(repository, command), Hello: Time(repository, floor)))
                    .ToList();
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
                    Goal = arguments[0] == "preview" && build == "packed" ? "1.6 times" : "",
                });
            }
        }

        table.Write(output);
        output.WriteLine();
        foreach (var packed in builds.Where(build => build.Name == "packed")) RunNative(packed, repository, output);
    }

    /// <summary>Processor times of the native tool beside those of a native program that does nothing.</summary>
    private void RunNative(CommandBuild packed, string repository, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("hello-").FullName;
        try
        {
            var hello = NativeHello.Build(folder);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start-up of the native tool: processor time of whole processes, "
                + $"medians of {NativePairs} runs in turn; ratio to a native program that prints one line, pair by pair."));
            var table = new Table("command", "ms", "hello ms", "ratio");
            foreach (var (command, goal) in new[] { ("--version", "2.5 times"), ("preview", "4.5 times") })
            {
                var pairs = Enumerable.Range(0, NativePairs)
                    .Select(_ => (Command: Processor(packed, command), Hello: Processor(hello)))
                    .ToList();
                var (time, floor) = (Median(pairs.Select(pair => pair.Command)), Median(pairs.Select(pair => pair.Hello)));
                table.Add(command, Number(time), Number(floor), Number(Median(pairs.Select(pair => pair.Command / pair.Hello))));
                _figures.Add(new Figure($"{command} (packed), processor time", time, "ms")
                {
                    Floor = ("native hello world", floor),
                    Goal = goal,
                });
            }

            table.Write(output);
            output.WriteLine();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        double Processor(CommandBuild build, params string[] arguments) =>
            NativeRun.Processor(repository, [.. build.Program, .. arguments]);
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
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}: {errors.Result}");
        return wall;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
