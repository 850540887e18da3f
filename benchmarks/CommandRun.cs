using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Starface.Benchmarks;

/// <summary>What a run of the command line took.</summary>
/// <param name="Wall">Milliseconds from start to end.</param>
/// <param name="Processor">Milliseconds of processor time, of all threads and of the system on their behalf.</param>
/// <param name="Mebibytes">The most memory held, looked at again and again.</param>
internal sealed record CommandRun(double Wall, double Processor, double Mebibytes)
{
    private const int ChildrenThatEnded = -1;

    /// <summary>Runs a command that has to succeed. What it writes is read and forgotten.</summary>
    /// <param name="build">The build.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">The command.</param>
    /// <param name="mayFind">Whether it may end with findings, or with a stack that it refuses.</param>
    public static CommandRun Of(CommandBuild build, string folder, IEnumerable<string> arguments, bool mayFind = false)
    {
        var start = new ProcessStartInfo(build.Program[0], [.. build.Program[1..], .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new[]
        {
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_EC2_METADATA_DISABLED", "true"),
        })
            start.Environment[name] = value;
        var before = ProcessorOfChildren();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        var errors = process.StandardError.ReadToEndAsync();
        var most = 0L;
        while (!process.WaitForExit(10))
        {
            process.Refresh();
            most = Math.Max(most, MostMemory(process));
        }

        var wall = clock.Elapsed.TotalMilliseconds;
        process.WaitForExit();
        Task.WaitAll(output, errors);
        if (process.ExitCode is not (0 or 1 or 2) || (process.ExitCode != 0 && !mayFind))
            throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended with {process.ExitCode}: {errors.Result}");
        return new CommandRun(wall, ProcessorOfChildren() - before, most / 1024.0 / 1024.0);
    }

    private static long MostMemory(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            // It may end at any moment, and of a process that has ended nothing can be asked.
            return 0;
        }
    }

    /// <summary>The processor time of the processes that this one started and that have ended.</summary>
    private static double ProcessorOfChildren()
    {
        if (!OperatingSystem.IsLinux() || GetUsage(ChildrenThatEnded, out var usage) != 0) return double.NaN;
        return (usage.UserSeconds + usage.SystemSeconds) * 1e3 + (usage.UserMicroseconds + usage.SystemMicroseconds) / 1e3;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetUsage(int who, out ProcessUsage usage);
}
