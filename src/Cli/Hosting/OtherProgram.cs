using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Starface.Cli.Hosting;

/// <summary>Other programs of the tool, to which this one hands over what it cannot do.</summary>
internal static class OtherProgram
{
    /// <summary>
    /// Runs a program in the place of this one: it has the same streams and receives every signal, and its exit code is the command's. This
    /// process waits for it on Windows, which cannot replace a program, and where <paramref name="replaces"/> is false.
    /// </summary>
    /// <param name="program">The full path.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="replaces">Whether this process may end here.</param>
    /// <returns>Its exit code.</returns>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static int Run(string program, IReadOnlyList<string> args, bool replaces)
    {
        if (replaces && !OperatingSystem.IsWindows()) Replace(program, args);

        // Ctrl-C reaches both, and this one waits for the other.
        using var ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, static signal => signal.Cancel = true);
        using var process = Process.Start(new ProcessStartInfo(program, args))!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Replace(string program, IReadOnlyList<string> args)
    {
        nint[] texts = [.. args.Prepend(program).Select(Marshal.StringToCoTaskMemUTF8), 0];
        _ = ExecuteFile(texts[0], texts);
        var failure = Marshal.GetLastPInvokeError();
        foreach (var text in texts) Marshal.FreeCoTaskMem(text);
        throw new Win32Exception(failure);
    }

    /// <summary>Returns only where it fails.</summary>
    [DllImport("libc", EntryPoint = "execv", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ExecuteFile(nint path, nint[] arguments);
}
