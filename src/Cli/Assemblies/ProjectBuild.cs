using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Starface.Cli.Hosting;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Assemblies;

/// <summary>Builds a project with the SDK, and asks the build itself for its output.</summary>
internal static partial class ProjectBuild
{
    private const int ShownErrors = 10;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <summary>The assembly that a build made.</summary>
    /// <param name="named">The project, or the folder with one, as it was named.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">It cannot be built, or has no single output.</exception>
    public static string Run(string named, CliEnvironment environment)
    {
        var project = Path.GetFullPath(named, environment.CurrentDirectory);
        var display = DisplayPath.From(project, environment);
        if (!Path.Exists(project)) throw Refusal(display, "There is no such project", "give a .csproj, or the folder with one");
        var (exitCode, output, errors) = Build(project, display, environment.Cancellation());
        if (exitCode != 0)
        {
            var said = errors.Concat(output).Select(line => line.Trim()).Distinct(StringComparer.Ordinal).ToList();
            var lines = said.Where(line => ErrorLine().IsMatch(line)).ToList();
            // Not every tool that a build runs writes the form of the compiler.
            if (lines.Count == 0) lines = [.. said.Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase))];
            var left = lines.Count - ShownErrors;
            var more = left > 0 ? FormattableString.Invariant($"; {left} more errors are not shown") : "";
            throw new UsageException(
            [
                // The compiler writes them in any order.
                .. lines.Select(line => Read(line, environment))
                    .OrderBy(error => error.Place?.File, StringComparer.Ordinal)
                    .ThenBy(error => error.Place?.Line)
                    .ThenBy(error => error.Place?.Column)
                    .Take(ShownErrors),
                Problem.Error(ProblemIds.AssemblyNotUsable, $"It cannot be built{more}", "fix what 'dotnet build' says about it") with
                {
                    Place = new Place { File = display },
                },
            ]);
        }

        var path = output.Select(line => line.Trim()).LastOrDefault(line => line.Length > 0);
        return path is not null && Path.IsPathRooted(path)
            ? path
            : throw Refusal(
                display,
                "Its build has no single output: it is a solution, or is built for several frameworks",
                "name the assembly with --assembly");
    }

    /// <summary>An error of the build, at its place in the source where it names one.</summary>
    private static Problem Read(string line, CliEnvironment environment)
    {
        var found = ErrorAtPlace().Match(line);
        if (!found.Success) return Problem.Error(ProblemIds.AssemblyNotUsable, $"The build says: {Redaction.Redact(line)}");
        var (file, text) = (found.Groups["file"].Value, found.Groups["text"].Value);
        return Problem.Error(ProblemIds.AssemblyNotUsable, $"The build says: {Redaction.Redact(text)}") with
        {
            Place = new Place
            {
                File = Path.IsPathRooted(file) ? DisplayPath.From(file, environment) : file,
                Line = int.Parse(found.Groups["line"].ValueSpan, CultureInfo.InvariantCulture),
                Column = int.Parse(found.Groups["column"].ValueSpan, CultureInfo.InvariantCulture),
            },
        };
    }

    [GeneratedRegex(@"(^|[\s:])error( [A-Z]+[0-9]+)?\s*:")]
    private static partial Regex ErrorLine();

    /// <summary>The form of the compiler, behind which MSBuild writes the project.</summary>
    [GeneratedRegex(@"^(?<file>[^(]+)\((?<line>[0-9]{1,9}),(?<column>[0-9]{1,9})[0-9,]*\): error (?<text>.*?)( \[[^][]*\])?$")]
    private static partial Regex ErrorAtPlace();

    private static (int ExitCode, List<string> Output, List<string> Errors) Build(string project, string display, CancellationToken token)
    {
        var (output, errors) = (new List<string>(), new List<string>());
        var start = new ProcessStartInfo(
            "dotnet", ["build", project, "--nologo", "-t:Build", "-getProperty:TargetPath", "-nodeReuse:false", "-tl:off"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.Exists(project) ? project : Path.GetDirectoryName(project),
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // What runs this program may have set it for its own build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(errors, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw Refusal(
                display, $"It cannot be built, because 'dotnet' cannot be started: {Redaction.Redact(missing)}", "install the .NET SDK");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            process.WaitForExitAsync(token).Wait(token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw Refusal(display, "The build was cancelled");
        }

        // What the build leaves running may keep the streams open.
        Task.Run(process.WaitForExit, CancellationToken.None).Wait(LastWords, CancellationToken.None);
        lock (output) return (process.ExitCode, [.. output], [.. errors]);

        void Add(List<string> lines, string? line)
        {
            if (line is null) return;
            lock (output) lines.Add(line);
        }
    }

    private static UsageException Refusal(string display, string message, string? fix = null) => new(
        Problem.Error(ProblemIds.AssemblyNotUsable, message, fix) with { Place = new Place { File = display } });
}
