namespace Starface.Benchmarks;

/// <summary>What one operation took.</summary>
/// <param name="Milliseconds">The median of the processor times, which other work on the machine disturbs less than wall times.</param>
/// <param name="Mebibytes">What a run allocated in total, garbage included.</param>
internal sealed record Measurement(double Milliseconds, double Mebibytes)
{
    private const double MebibyteSize = 1024 * 1024;

    /// <summary>Runs an operation once to warm up and then at least three times, until the time is used up.</summary>
    public static Measurement Of<T>(Func<T> operation, double budgetMilliseconds = 150)
    {
        GC.KeepAlive(operation());
        var times = new List<double>();
        var allocated = 0.0;
        while (times.Count < 3 || (times.Sum() < budgetMilliseconds && times.Count < 1000))
        {
            GC.Collect();
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            var start = Environment.CpuUsage.TotalTime;
            var result = operation();
            times.Add((Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / MebibyteSize;
            GC.KeepAlive(result);
        }

        times.Sort();
        return new(times[times.Count / 2], allocated);
    }
}
