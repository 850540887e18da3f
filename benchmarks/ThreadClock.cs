using System.Runtime.InteropServices;

namespace Starface.Benchmarks;

/// <summary>
/// The processor time of the calling thread, so that neither the compiler's background work nor the machine's other work counts.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuClock = 3;

    /// <summary>The time used so far in milliseconds. Where the system has no clock for a thread, the time of the process.</summary>
    public static double Milliseconds
    {
        get
        {
            if (!OperatingSystem.IsLinux() || ClockGetTime(ThreadCpuClock, out var time) != 0)
                return Environment.CpuUsage.TotalTime.TotalMilliseconds;
            return (time.Seconds * 1e3) + (time.Nanoseconds / 1e6);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out Timespec time);

    /// <summary>The C structure <c>timespec</c> of 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
