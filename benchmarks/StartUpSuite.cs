using System.Diagnostics;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>Whole processes from start to end: the command line beside a program that does nothing, in turn, so that the machine's mood hits both.</summary>
internal sealed class StartUpSuite : ISuite
{
    private const int Pairs = 15;

    public string Name => "startup";

    public void Run(TextWriter output)
    {
        var cli = Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll");
        var repository = FindRepository();
        if (!File.Exists(cli) || repository is null)
        {
            output.WriteLine("startup: skipped, the command line or the checkout is not beside the benchmarks.");
            return;
        }

        // This program itself, asked to do nothing, is the hello world: the same runtime, one line of output.
        string[] floor = [typeof(StartUpSuite).Assembly.Location, "hello"];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Start-up: wall and processor time of whole processes, medians of {Pairs} runs in turn; ratio to a program that prints one line."));
        var table = new Table("command", "wall ms", "cpu ms", "hello wall ms", "hello cpu ms", "wall ratio", "cpu ratio");
        foreach (var arguments in new string[][] { ["list"], ["preview"], ["preview", "--format", "json"], ["explain", "--stack", "demo-aws", "--from", "203.0.113.9", "--port", "5061"] })
        {
            Time(repository, [cli, .. arguments]);
            Time(repository, floor);
            var pairs = Enumerable.Range(0, Pairs).Select(_ => (Command: Time(repository, [cli, .. arguments]), Hello: Time(repository, floor))).ToList();
            table.Add(
                string.Join(' ', arguments),
                Number(Median(pairs.Select(pair => pair.Command.Wall))),
                Number(Median(pairs.Select(pair => pair.Command.Cpu))),
                Number(Median(pairs.Select(pair => pair.Hello.Wall))),
                Number(Median(pairs.Select(pair => pair.Hello.Cpu))),
                Number(Median(pairs.Select(pair => pair.Command.Wall / pair.Hello.Wall))),
                Number(Median(pairs.Select(pair => pair.Command.Cpu / pair.Hello.Cpu))));
        }

        table.Write(output);
        output.WriteLine();
    }

    private static (double Wall, double Cpu) Time(string directory, string[] command)
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
        return (wall, process.TotalProcessorTime.TotalMilliseconds);
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
