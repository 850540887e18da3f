using System.Diagnostics;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>The time by which packets are measured; where it begins does not matter.</summary>
internal static class Clock
{
    /// <summary>Now, in microseconds.</summary>
    public static ulong Microseconds => (ulong)Stopwatch.GetElapsedTime(0, Stopwatch.GetTimestamp()).TotalMicroseconds;
}
