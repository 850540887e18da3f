using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>
/// Commands as whole processes on what can grow: the prefixes of one instance, the stacks of a folder, the instances of a stack.
/// </summary>
internal sealed class GrowthSuite : ISuite
{
    private const int Prefixes = 10_000;
    private const int Instances = 5_000;
    private const int Checked = 2_000;
    private const int Smaller = 4;
    private const int Runs = 5;

    private static readonly string[] Clouds = ["aws", "azure"];

    private readonly List<Figure> _figures = [];

    public string Name => "growth";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        // The native program where there is one: its figures are those that have a goal.
        if (CommandBuild.All().LastOrDefault() is not { } build)
        {
            output.WriteLine($"growth: skipped, {CommandBuild.Missing}");
            return;
        }

        var root = Directory.CreateTempSubdirectory("growth-").FullName;
        try
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Growth ({build.Name}): whole processes, medians of {Runs} runs."));
            var table = new Table("what", "size", "processor ms", "most MiB", "exponent");
            foreach (var cloud in Clouds)
            {
                Of("explain", "300 ms", "explain", "--stack", "a", "--from", "10.0.0.2", "--port", "5061");
                Of("preview", "1,000 ms", "preview", "--stack", "a");
                Of("preview in JSON", "", "preview", "--stack", "a", "--format", "json");
                Of("check", "", "check", "--stack", "a");
                Of("diff", "", "diff", "a", "b");

                void Of(string verb, string goal, params string[] command) =>
                    Grow($"{verb}, prefixes of an instance, {cloud}", Prefixes, goal, Peers, command);

                void Peers(string folder, int size)
                {
                    Write(folder, "a", Stack(cloud, size, first: 0));
                    Write(folder, "b", Stack(cloud, size, first: 1));
                }
            }

            Grow("preview in JSON, stacks", Instances, "300 MiB", Stacks, "preview", "--all", "--format", "json");
            Grow("preview in JSON, instances of a stack", Instances, "300 MiB", OneStack, "preview", "--all", "--format", "json");
            Grow("compile, stacks", Instances, "300 MiB", Stacks, "compile", "--all", "--output", "out");
            Grow("compile, instances of a stack", Instances, "300 MiB", OneStack, "compile", "--all", "--output", "out");
            var fine = Grow("check, stacks", Checked, "", Stacks, "check");
            var bad = Grow("check, stacks of which one cannot be read", Checked, "1.1 times", OneBad, "check");
            _figures[^1] = _figures[^1] with { Floor = ("all can be read", fine) };
            table.Write(output);
            output.WriteLine();

            double Grow(string what, int size, string goal, Action<string, int> prepare, params string[] command)
            {
                var (few, many) = (Measure(size / Smaller), Measure(size));
                var exponent = Math.Log(many.Processor / few.Processor) / Math.Log(Smaller);
                table.Add(
                    what,
                    Number(size),
                    Number(many.Processor),
                    Number(many.Mebibytes),
                    exponent.ToString("0.00", CultureInfo.InvariantCulture));
                _figures.Add(new Figure($"{what}, {Number(size)}", many.Processor, "ms")
                {
                    Goal = goal,
                    Mebibytes = many.Mebibytes,
                    Growth = exponent,
                });
                return many.Processor;

                (double Processor, double Mebibytes) Measure(int count)
                {
                    var folder = Directory.CreateDirectory(Path.Combine(root, Guid.NewGuid().ToString("N"))).FullName;
                    prepare(folder, count);
                    var runs = Enumerable.Range(0, Runs)
                        .Select(_ => CommandRun.Of(build, folder, [.. command, "--directory", "."], mayFind: true))
                        .ToList();
                    Directory.Delete(folder, recursive: true);
                    var sorted = runs.Select(run => run.Processor).Order().ToList();
                    return (sorted[sorted.Count / 2], runs.Max(run => run.Mebibytes));
                }
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Stacks(string folder, int size)
    {
        for (var i = 0; i < size; i++) Write(folder, FormattableString.Invariant($"s{i:00000}"), Stack(Clouds[i % 2], 2, first: 0));
    }

    private static void OneBad(string folder, int size)
    {
        Stacks(folder, size - 1);
        Write(folder, "bad", "config: [\n");
    }

    private static void OneStack(string folder, int size) => Write(
        folder,
        "all",
        Stack("aws", 2, first: 0) + "  starface:instances:\n"
            + string.Concat(Enumerable.Range(0, size).Select(i => FormattableString.Invariant($"    - name: i{i:00000}\n"))));

    private static void Write(string folder, string stack, string text) =>
        File.WriteAllText(Path.Combine(folder, $"Pulumi.{stack}.yaml"), text);

    /// <summary>A stack whose phones are single addresses of which no two are adjacent.</summary>
    private static string Stack(string cloud, int phones, int first) =>
        $"config:\n  starface:cloud: {cloud}\n  starface:policy: cloud-pbx\n"
        + (cloud == "aws"
            ? "  aws:region: eu-central-1\n  starface:vpcId: vpc-0123456789abcdef0\n"
            : "  starface:location: westeurope\n  starface:resourceGroupName: rg\n")
        + "  starface:peers:\n    administrators: [203.0.113.0/26]\n    sip-providers: [198.51.100.0/25]\n"
        + "    resolvers: [cloud]\n    time-servers: [cloud]\n    phones:\n"
        + string.Concat(Enumerable.Range(first, phones).Select(i => FormattableString.Invariant(
            $"      - 10.{(2 * i) >> 16}.{((2 * i) >> 8) & 255}.{(2 * i) & 255}/32\n")));

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
