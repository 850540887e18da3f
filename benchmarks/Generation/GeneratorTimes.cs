using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Benchmarks.Generation;

/// <summary>What a generator and the floor took for the same compilations.</summary>
/// <param name="Own">The generator's median in milliseconds.</param>
/// <param name="Floor">The floor's median in milliseconds.</param>
/// <param name="OwnBytes">What a run of the generator allocated.</param>
/// <param name="FloorBytes">What a run of the floor allocated.</param>
internal sealed record GeneratorTimes(double Own, double Floor, long OwnBytes, long FloorBytes)
{
    private const int WarmUps = 2;
    private const int LeastRounds = 9;
    private const int MostRounds = 61;
    private const double Budget = 4_000;

    /// <summary>How many times the floor the generator takes.</summary>
    public double Ratio => Own / Floor;

    /// <summary>How many times the floor the generator allocates.</summary>
    public double BytesRatio => (double)OwnBytes / FloorBytes;

    /// <summary>
    /// Measures by turns, so that what slows the machine slows both, and each of both first in every other round. Each run gets a
    /// compilation of its own in which nothing is bound: copies of one compilation share their table of declarations, which the first to
    /// ask for it would make for both.
    /// </summary>
    public static GeneratorTimes Of(GeneratorDriver own, GeneratorDriver floor, Func<CSharpCompilation> edit)
    {
        var (ownRuns, floorRuns) = (new List<(double Time, long Bytes)>(), new List<(double Time, long Bytes)>());
        for (var round = -WarmUps; round < LeastRounds || (round < MostRounds && ownRuns.Sum(run => run.Time) < Budget); round++)
        {
            foreach (var isOwn in round % 2 == 0 ? [true, false] : new[] { false, true })
            {
                var run = Run(isOwn ? own : floor, edit());
                if (round >= 0) (isOwn ? ownRuns : floorRuns).Add(run);
            }
        }

        return new(
            Median(ownRuns.Select(run => run.Time)),
            Median(floorRuns.Select(run => run.Time)),
            Median(ownRuns.Select(run => run.Bytes)),
            Median(floorRuns.Select(run => run.Bytes)));
    }

    private static (double Time, long Bytes) Run(GeneratorDriver driver, CSharpCompilation compilation)
    {
        GC.Collect();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.Milliseconds;
        var after = driver.RunGenerators(compilation);
        var time = ThreadClock.Milliseconds - start;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        GC.KeepAlive(after);
        return (time, bytes);
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
