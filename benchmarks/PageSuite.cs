using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Starface.Benchmarks;

/// <summary>
/// What people look at, of a fleet of stacks that are the demo stacks with networks of their own: the page and the comment as processes,
/// and the page in a browser.
/// </summary>
internal sealed class PageSuite : ISuite
{
    private const int Stacks = 1_000;
    private const int Changed = 10;
    private const int Runs = 5;
    private const string Browser = "/usr/bin/chromium";
    private const string Playwright = "playwright-core-1.65.1";

    private readonly List<Figure> _figures = [];

    public string Name => "pages";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        var builds = CommandBuild.All();
        if (builds.IsEmpty || CommandBuild.Repository is not { } repository)
        {
            output.WriteLine($"pages: skipped, {CommandBuild.Missing}");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("pages-").FullName;
        try
        {
            WriteStacks(repository, folder);
            Git(folder, "init", "--quiet");
            Git(folder, "add", "--all");
            Commit(folder, "base");
            for (var i = 0; i < Changed; i++) Change(Path.Combine(folder, FileOf(i * Stacks / Changed)));
            Git(folder, "add", "--all");
            Commit(folder, "head");
            output.WriteLine($"Whole processes about {Stacks} stacks; medians of {Runs} runs.");
            var table = new Table("build", "command", "wall ms", "processor ms", "most MiB");
            foreach (var build in builds)
            {
                var page = Path.Combine(folder, ".git", "report.html");
                Measure(build, "report", ["report", "--all", "--directory", ".", "--output", page], false, "3,000 ms wall, 400 MiB", null);
                var size = new FileInfo(page).Length / 1048576.0;
                _figures.Add(new Figure($"{Stacks} stacks, size of the page ({build.Name})", size, "MiB") { Goal = "15 MiB" });
                var git = Median(Enumerable.Range(0, Runs).Select(_ => ReadByGit(folder)));
                Measure(
                    build,
                    $"review of {Changed} changed",
                    ["review", "--base", "HEAD~1", "--directory", "."],
                    true,
                    "2,000 ms wall beside git",
                    ("git", git));
            }

            table.Write(output);
            output.WriteLine();
            Look(repository, Path.Combine(folder, ".git", "report.html"), output);

            void Measure(
                CommandBuild build, string what, string[] arguments, bool mayFind, string goal, (string Name, double Value)? floor)
            {
                var runs = Enumerable.Range(0, Runs).Select(_ => CommandRun.Of(build, folder, arguments, mayFind)).ToList();
                var (wall, processor, most) = (
                    Median(runs.Select(run => run.Wall)), Median(runs.Select(run => run.Processor)), runs.Max(run => run.Mebibytes));
                table.Add(build.Name, what, Number(wall), Number(processor), Number(most));
                _figures.Add(new Figure($"{Stacks} stacks, {what} ({build.Name})", wall, "ms")
                {
                    Goal = goal,
                    Mebibytes = most,
                    Floor = floor,
                });
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Opens and filters the page in a browser, where there is one.</summary>
    private void Look(string repository, string page, TextWriter output)
    {
        var modules = Path.Combine(repository, "artifacts", "node", Playwright, "node_modules");
        if (!File.Exists(Browser) || !Directory.Exists(modules))
        {
            output.WriteLine($"pages: the browser is skipped; it needs {Browser} and {modules}, which eng/report-picture installs");
            return;
        }

        var script = Path.Combine(repository, "benchmarks", "page-times.js");
        var times = Program("node", repository, script, modules, Browser, page, "0042");
        using var json = JsonDocument.Parse(times.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        foreach (var (key, what) in new[]
        {
            ("painted", "page opened until it is painted"), ("loaded", "page opened until it is loaded"),
            ("firstLetter", "first letter of the filter until the next frame"), ("lastLetter", "last letter"),
        })
            _figures.Add(new Figure($"{Stacks} stacks, {what}", json.RootElement.GetProperty(key).GetDouble(), "ms") { Goal = "1,000 ms" });
    }

    private static string FileOf(int stack) => string.Create(CultureInfo.InvariantCulture, $"Pulumi.customer-{stack:0000}.yaml");

    private static void WriteStacks(string repository, string folder)
    {
        var source = Path.Combine(repository, "src", "Infra");
        foreach (var file in new[] { "Pulumi.yaml", "hosts.lock.yaml" }) File.Copy(Path.Combine(source, file), Path.Combine(folder, file));
        var demos = new[] { "aws", "azure" }.Select(demo => File.ReadAllText(Path.Combine(source, $"Pulumi.demo-{demo}.yaml"))).ToList();
        for (var i = 0; i < Stacks; i++)
        {
            var network = string.Create(CultureInfo.InvariantCulture, $"10.{i / 250}.{i % 250}");
            var text = new StringBuilder(demos[i % demos.Count])
                .Replace("203.0.113.", network + ".")
                .Replace("2001:db8:10::/48", string.Create(CultureInfo.InvariantCulture, $"2001:db8:{i + 4096:x}::/48"))
                .Replace("rg-telephony-demo", string.Create(CultureInfo.InvariantCulture, $"rg-customer-{i:0000}"));
            File.WriteAllText(Path.Combine(folder, FileOf(i)), text.ToString());
        }
    }

    /// <summary>Opens a stack to one more network.</summary>
    private static void Change(string file) => File.WriteAllText(
        file, new StringBuilder(File.ReadAllText(file)).Replace("administrators: [", "administrators: [10.200.0.0/24, ").ToString());

    private static void Commit(string folder, string message) => Git(
        folder, "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--no-gpg-sign", "-m", message);

    /// <summary>Milliseconds in which git reads the files of both commits: what a comparison of them cannot do without.</summary>
    private static double ReadByGit(string folder)
    {
        var clock = Stopwatch.StartNew();
        foreach (var commit in new[] { "HEAD~1", "HEAD" }) Program("git", folder, "archive", "--format=tar", "-o", "/dev/null", commit);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Git(string folder, params string[] arguments) => Program("git", folder, arguments);

    private static string Program(string name, string folder, params string[] arguments) =>
        ProgramRun.Of(name, folder, arguments).Output;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
