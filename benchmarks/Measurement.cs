namespace Starface.Benchmarks;

/// <summary>What one operation took.</summary>
/// <param name="Milliseconds">The median of the processor times, which other work on the machine disturbs less than wall times.</param>
/// <param name="Mebibytes">What a run allocated in total, garbage included.</param>
internal sealed record Measurement(double Milliseconds, double Mebibytes)
{
    private const double MebibyteSize = 1024 * 1024;

    /// <summary>
    /// Runs an operation until it is warm and then takes at least three samples, until the time is used up. A sample is as many runs as
    /// take ten milliseconds, so that what the collector does for them counts in full and no more.
    /// </summary>
    public static Measurement Of<T>(Func<T> operation, double budgetMilliseconds = 150)
    {
        const double SampleMilliseconds = 10;
        var runs = (int)Math.Ceiling(SampleMilliseconds / WarmUp(operation));
        var times = new List<double>();
        var allocated = 0.0;
        while (times.Count < 3 || times.Sum() * runs < budgetMilliseconds)
        {
            GC.Collect();
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            var start = ThreadClock.Milliseconds;
            for (var run = 0; run < runs; run++) GC.KeepAlive(operation());
            times.Add((ThreadClock.Milliseconds - start) / runs);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / MebibyteSize / runs;
        }

        times.Sort();
        return new(times[times.Count / 2], allocated);
    }

    /// <summary>Runs a slow operation twice and takes the second time.</summary>
    public static Measurement Once<T>(Func<T> operation)
    {
        GC.KeepAlive(operation());
        GC.Collect();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.Milliseconds;
        GC.KeepAlive(operation());
        return new(ThreadClock.Milliseconds - start, (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore) / MebibyteSize);
    }

    /// <summary>
    /// The runtime compiles what runs often a second time in the background, on a busy machine late. So the runs are taken in batches until
    /// two batches in a row have brought nothing faster.
    /// </summary>
    /// <returns>The time of the fastest run in milliseconds.</returns>
    private static double WarmUp<T>(Func<T> operation)
    {
        const double BatchMilliseconds = 300;
        const double Faster = 0.95;
        var fastest = double.MaxValue;
        for (var idle = 0; idle < 2;)
        {
            var best = double.MaxValue;
            for (var used = 0.0; used < BatchMilliseconds;)
            {
                var start = ThreadClock.Milliseconds;
                GC.KeepAlive(operation());
                var time = ThreadClock.Milliseconds - start;
                best = Math.Min(best, time);
                used += time;
            }

            idle = best < fastest * Faster ? 0 : idle + 1;
            fastest = Math.Min(fastest, best);
        }

        return fastest;
    }
}
