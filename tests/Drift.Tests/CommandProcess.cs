using System.Diagnostics;

namespace Starface.Drift.Tests;

/// <summary>The command line as a process of its own, where a test is about its environment or its signals.</summary>
internal static class CommandProcess
{
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] host = IgnoresCtrlC() ? ["env", "--default-signal=INT", dotnet] : [dotnet];
        var start = new ProcessStartInfo(host[0])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[.. host[1..], Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What the process wrote and returned. One that does not end is ended, and the test fails.</summary>
    public static async Task<(int Code, string Output, string Error)> EndAsync(Process process)
    {
        using (process)
        using (var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)))
        {
            try
            {
                var error = process.StandardError.ReadToEndAsync(limit.Token);
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException("The command did not end within two minutes.");
            }
        }
    }

    /// <summary>
    /// A job in the background of a shell is started with Ctrl-C ignored, and what it starts inherits that: then the tests' process has to
    /// undo it.
    /// </summary>
    private static bool IgnoresCtrlC()
    {
        const string Line = "SigIgn:";
        const int Interrupt = 2;
        if (!OperatingSystem.IsLinux()) return false;
        var mask = File.ReadLines("/proc/self/status").First(line => line.StartsWith(Line, StringComparison.Ordinal))[Line.Length..].Trim();
        return (Convert.ToUInt64(mask, 16) & (1UL << (Interrupt - 1))) != 0;
    }
}
