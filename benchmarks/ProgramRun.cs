using System.Diagnostics;

namespace Starface.Benchmarks;

/// <summary>How a program ended that a suite needs.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to its output.</param>
/// <param name="Errors">What it wrote to its error stream.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">The folder in which it runs.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="isExpected">Whether it ended as it has to, or null where that is with 0.</param>
    /// <exception cref="InvalidOperationException">It did not.</exception>
    public static ProgramRun Of(string name, string folder, string[] arguments, Func<ProgramRun, bool>? isExpected = null)
    {
        var start = new ProcessStartInfo(name, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var run = new ProgramRun(process.ExitCode, text, errors.GetAwaiter().GetResult());
        return isExpected?.Invoke(run) ?? run.ExitCode == 0
            ? run
            : throw new InvalidOperationException(
                $"'{name} {string.Join(' ', arguments)}' ended with {run.ExitCode}: {run.Output}{run.Errors}");
    }
}
