using System.Collections.Immutable;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary><c>drift</c> of a fleet as a process of its own: from a file, and from a server that answers at once.</summary>
internal sealed class FleetSuite : ISuite
{
    private const int Instances = 1_000;
    private const int RulesEach = 60;
    private const int Runs = 5;
    private const string Region = "eu-central-1";

    private readonly List<Figure> _figures = [];

    public string Name => "fleet";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        var builds = CommandBuild.All();
        if (builds.IsEmpty)
        {
            output.WriteLine($"fleet: skipped, {CommandBuild.Missing}");
            return;
        }

        var fleet = LiveFleet.Make(Instances, RulesEach);
        var folder = Directory.CreateTempSubdirectory("fleet-").FullName;
        try
        {
            var files = Write(fleet, folder);
            using var server = new Ec2Server(fleet);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Drift of {Instances:N0} instances with their groups of "
                + $"{fleet.RulesEach} rules and an interface each, in sync, as whole processes; medians of {Runs} runs."));
            var table = new Table("build", "source", "wall ms", "processor ms", "most MiB", "answers");
            foreach (var build in builds)
            {
                Measure(build, "file", [.. files.SelectMany(file => new[] { "--live", file })], "2,000 ms wall, 300 MiB");
                Measure(build, "groups alone", ["--scope", "group", "--live", files[0]], "");
                Measure(build, "live", ["--endpoint-url", server.Address.AbsoluteUri], "2,000 ms of processor time");

                void Measure(CommandBuild built, string source, string[] options, string goal)
                {
                    var before = server.Requests;
                    var runs = Enumerable.Range(0, Runs)
                        .Select(_ => CommandRun.Of(built, folder, ["drift", "--all", "--directory", ".", .. options]))
                        .ToList();
                    var (wall, processor, most) = (
                        Median(runs.Select(run => run.Wall)), Median(runs.Select(run => run.Processor)), runs.Max(run => run.Mebibytes));
                    table.Add(
                        built.Name,
                        source,
                        Number(wall),
                        Number(processor),
                        Number(most),
                        ((server.Requests - before) / Runs).ToString(CultureInfo.InvariantCulture));
                    _figures.Add(
                        new Figure(
                            string.Create(CultureInfo.InvariantCulture, $"{Instances:N0} groups, {source} ({built.Name})"),
                            source == "live" ? processor : wall,
                            "ms")
                        { Goal = goal, Mebibytes = most });
                }
            }

            table.Write(output);
            output.WriteLine();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes the fleet and answers for it until the input ends, so that a profiler can look at the command.</summary>
    /// <param name="folder">Takes the fleet's files.</param>
    /// <param name="instances">How many instances the fleet has; null is as many as the suite's.</param>
    /// <param name="output">Takes the server's address.</param>
    public static void Serve(string folder, int? instances, TextWriter output)
    {
        var fleet = LiveFleet.Make(instances ?? Instances, RulesEach);
        Write(fleet, folder);
        using var server = new Ec2Server(fleet);
        output.WriteLine(server.Address);
        while (Console.In.ReadLine() is not null)
        {
        }
    }

    /// <returns>The files to compare with, the groups' first.</returns>
    private static ImmutableArray<string> Write(LiveFleet fleet, string folder)
    {
        fleet.WriteStack(Path.Combine(folder, "Pulumi.fleet.yaml"), Region);
        fleet.WriteGroups(Path.Combine(folder, "groups.json"));
        return ["groups.json", .. fleet.WriteSurroundings(folder)];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
