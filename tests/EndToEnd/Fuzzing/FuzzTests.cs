using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace Starface.EndToEnd.Fuzzing;

/// <summary>
/// The readers under texts that nobody would write. Each run replays the corpora and a fixed number of mutations;
/// <c>STARFACE_FUZZ_SECONDS</c> sets a time for each reader in place of the number, and <c>STARFACE_FUZZ_READERS</c> names the readers to
/// try.
/// </summary>
[Trait("Category", "Slow")]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Mutations = 5_000;
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(20);

    private string _current = "";
    private long _count;
    private long _accepted;

    public static TheoryData<string> Targets => [.. FuzzTarget.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void A_reader_keeps_its_promises_whatever_it_is_given(string name)
    {
        if (Environment.GetEnvironmentVariable("STARFACE_FUZZ_READERS") is { } chosen
            && !chosen.Split(',').Contains(name, StringComparer.Ordinal))
            Assert.Skip("STARFACE_FUZZ_READERS names other readers.");
        var target = FuzzTarget.All.Single(target => target.Name == name);
        var corpus = Corpus.Of(name);
        ExceptionDispatchInfo? failure = null;
        var worker = new Thread(() =>
        {
            try
            {
                Feed(target, corpus);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        { IsBackground = true };
        worker.Start();
        Watch(worker);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {_count:N0} texts, {_accepted:N0} accepted"));
        if (failure is not null)
            Assert.Fail($"{name}, given {JsonSerializer.Serialize(_current)}: {failure.SourceException}");
        Assert.InRange(_accepted, 1, _count - 1);
    }

    private void Feed(FuzzTarget target, IReadOnlyList<string> corpus)
    {
        foreach (var text in corpus) Try(target, text);
        var seconds = Environment.GetEnvironmentVariable("STARFACE_FUZZ_SECONDS");
        var end = seconds is null ? (TimeSpan?)null : TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        var clock = Stopwatch.StartNew();
        var mutator = new Mutator(new Random(20260606), target.Words);
        for (var i = 0; end is null ? i < Mutations : clock.Elapsed < end; i++)
            Try(target, mutator.Next(corpus));
    }

    private void Try(FuzzTarget target, string text)
    {
        Volatile.Write(ref _current, text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        if (target.Read(text)) _accepted++;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Waits for the worker, and gives up when it does not get ahead: a text that never ends is a defect too.</summary>
    private void Watch(Thread worker)
    {
        for (var before = -1L; !worker.Join(s_mostTime);)
        {
            var now = Interlocked.Read(ref _count);
            if (now == before)
                Assert.Fail($"The reader does not come to an end, given {JsonSerializer.Serialize(Volatile.Read(ref _current))}.");
            before = now;
        }
    }
}
