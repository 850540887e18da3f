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
            Run("git", repository, ["clone", "--quiet", "--local", repository, folder]);
            var policy = Path.Combine(folder, "policies", "CloudPbx.cs");
            var text = File.ReadAllText(policy);
            string[] common = ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId=loop-{Guid.NewGuid():N}"];
            string[] build = ["build", "policies", "-v:q", "-nologo", .. common];
            string[] preview = ["run", "--project", "src/Cli", .. common, "--", "preview", "--all", "--directory", "src/Infra"];
            Run("dotnet", folder, preview);
            var diagnostics = new List<double>();
            var previews = new List<double>();
            for (var run = -WarmUps; run < Runs; run++)
            {
                File.WriteAllText(policy, text + Faulty);
                var diagnostic = Run("dotnet", folder, build, expected: "SFP");
                File.WriteAllText(policy, string.Create(CultureInfo.InvariantCulture, $"{text}// Edit {run}.\n"));
                var shown = Run("dotnet", folder, preview);
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

    /// <param name="program">The program.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="expected">What it has to print where it has to fail, or null where it has to succeed.</param>
    /// <returns>Milliseconds.</returns>
    private static double Run(string program, string folder, string[] arguments, string? expected = null)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        var isExpected = expected is null == (process.ExitCode == 0) && text.Contains(expected ?? "", StringComparison.Ordinal);
        return isExpected
            ? clock.Elapsed.TotalMilliseconds
            : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {text}");
    }
}
