using System.Diagnostics;

namespace Starface.Benchmarks;

/// <summary>What one operation took.</summary>
/// <param name="Milliseconds">The median of the wall times.</param>
/// <param name="Mebibytes">What a run allocated in total, garbage included.</param>
internal sealed record Measurement(double Milliseconds, double Mebibytes)
{
    private const double MebibyteSize = 1024 * 1024;

    /// <summary>Runs an operation once to warm up and then at least three times, until the time is used up.</summary>
    public static Measurement Of<T>(Func<T> operation, double budgetMilliseconds = 300)
    {
        GC.KeepAlive(operation());
        var times = new List<double>();
        var allocated = 0.0;
        while (times.Count < 3 || (times.Sum() < budgetMilliseconds && times.Count < 1000))
        {
            GC.Collect();
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var result = operation();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / MebibyteSize;
            GC.KeepAlive(result);
        }

        times.Sort();
        return new(times[times.Count / 2], allocated);
    }
}
