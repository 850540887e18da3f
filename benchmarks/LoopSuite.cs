using System.Diagnostics;
using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>
/// What a contributor waits for after an edit of one policy, in a clone with everything built and a warm compiler server: the first
/// diagnostic, and the preview.
/// </summary>
internal sealed class LoopSuite : ISuite
{
    private const int WarmUps = 1;
    private const int Runs = 5;
    private const string Faulty = "\n/// <summary>It allows nothing.</summary>\n[Policy(\"loop\", Title = \"Loop\")]\n"
        + "public sealed partial class Loop;\n";

    private readonly List<Figure> _figures = [];

    public string Name => "loop";

    public IReadOnlyList<Figure> Figures => _figures;

    public void Run(TextWriter output)
    {
        _figures.Clear();
        if (CommandBuild.Repository is not { } repository)
        {
            output.WriteLine("loop: skipped, the program does not run in a checkout.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("loop-").FullName;
        try
        {
            ProgramRun.Of("git", repository, ["clone", "--quiet", "--local", repository, folder]);
            var policy = Path.Combine(folder, "policies", "CloudPbx.cs");
            var text = File.ReadAllText(policy);
            string[] common = ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId=loop-{Guid.NewGuid():N}"];
            string[] build = ["build", "policies", "-v:q", "-nologo", .. common];
            string[] preview = ["run", "--project", "src/Cli", .. common, "--", "preview", "--all", "--directory", "src/Infra"];
            Time(folder, preview);
            var diagnostics = new List<double>();
            var previews = new List<double>();
            for (var run = -WarmUps; run < Runs; run++)
            {
                File.WriteAllText(policy, text + Faulty);
                var diagnostic = Time(
                    folder, build, static run => run.ExitCode != 0 && run.Output.Contains("SFP", StringComparison.Ordinal));
                File.WriteAllText(policy, string.Create(CultureInfo.InvariantCulture, $"{text}// Edit {run}.\n"));
                var shown = Time(folder, preview);
                if (run < 0) continue;
                diagnostics.Add(diagnostic);
                previews.Add(shown);
            }

            Add("edit of a policy to the first diagnostic", diagnostics);
            Add("edit of a policy to the preview", previews);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Add(string what, List<double> times)
        {
            var median = times.Order().ElementAt(times.Count / 2);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {median:N0} ms of wall time, median of {Runs}."));
            _figures.Add(new Figure(what, median, "ms"));
        }
    }

    /// <returns>Milliseconds.</returns>
    private static double Time(string folder, string[] arguments, Func<ProgramRun, bool>? isExpected = null)
    {
        var clock = Stopwatch.StartNew();
        ProgramRun.Of("dotnet", folder, arguments, isExpected);
        return clock.Elapsed.TotalMilliseconds;
    }
}
