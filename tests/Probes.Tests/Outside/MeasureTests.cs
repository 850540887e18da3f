using Starface.Policy.Flows;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;

namespace Starface.Probes.Tests.Outside;

/// <summary>Jitter, samples of ports, and how long conversations are remembered.</summary>
public sealed class MeasureTests
{
    [Fact]
    public void Jitter_is_that_of_RFC_3550_wherever_the_clocks_begin()
    {
        var (even, shifted, uneven) = (new JitterMeter(), new JitterMeter(), new JitterMeter());
        for (ulong i = 0; i < 100; i++)
        {
            even.Add(i * 20_000, (i * 20_000) + 5_000);
            shifted.Add(ulong.MaxValue - 1_000_000 + (i * 20_000), i * 20_000);
            uneven.Add(i * 20_000, (i * 20_000) + (i % 2 * 1_000));
        }

        Assert.Equal(0, even.Microseconds);
        Assert.Equal(0, shifted.Microseconds);
        // D is 1000 each time, and J = 1000 * (1 - (15/16)^99).
        Assert.Equal(1_000 * (1 - Math.Pow(15.0 / 16, 99)), uneven.Microseconds, 1e-6);
    }

    [Theory]
    [InlineData(5060, 5060, "5060")]
    [InlineData(5060, 5063, "5060 5061 5062 5063")]
    [InlineData(10_000, 20_000, "10000 11428 12857 14285 15714 17142 18571 20000")]
    [InlineData(0, 65_535, "0 9362 18724 28086 37448 46810 56172 65535")]
    [InlineData(1, 5, "1 2 3 4 5")]
    public void Samples_are_the_ends_and_some_between(int from, int to, string expected) =>
        Assert.Equal(expected, string.Join(' ', PortSamples.Of(new PortRange(from, to))));

    [Fact]
    public void Silences_grow_to_the_limit()
    {
        Assert.Equal([1], OutsideBudget.Silences(1));
        Assert.Equal([1, 2, 3, 5, 7, 10, 12], OutsideBudget.Silences(12));
        Assert.Equal(600, OutsideBudget.Silences(600)[^1]);
    }

    [Fact]
    public void A_lost_answer_to_a_shorter_silence_does_not_shorten_the_lifetime()
    {
        int[] tried = [1, 2, 5, 10];

        Assert.Equal(new NatLifetime(5, 10), NatLifetime.From([.. tried], new HashSet<int> { 1, 5 }));
        Assert.Equal(new NatLifetime(10, null), NatLifetime.From([.. tried], new HashSet<int> { 10 }));
        Assert.Equal(new NatLifetime(0, 1), NatLifetime.From([.. tried], new HashSet<int>()));
        Assert.Equal(
            "a UDP conversation is remembered for 5 s of silence, and forgotten after 10 s", new NatLifetime(5, 10).Describe());
    }

    [Theory]
    [InlineData(25, 25, 25, 25, nameof(ProbeVerdict.Works))]
    [InlineData(20, 20, 25, 25, nameof(ProbeVerdict.Works))]
    [InlineData(22, 22, 22, 22, nameof(ProbeVerdict.Lossy))]
    [InlineData(25, 22, 25, 22, nameof(ProbeVerdict.Lossy))]
    [InlineData(15, 15, 25, 25, nameof(ProbeVerdict.Lossy))]
    [InlineData(25, 10, 25, 25, nameof(ProbeVerdict.Lossy))]
    [InlineData(null, 10, null, 25, nameof(ProbeVerdict.Lossy))]
    [InlineData(null, 24, null, 24, nameof(ProbeVerdict.Works))]
    public void Loss_of_much_or_at_one_sample_is_a_verdict(int? arrived, int returned, int? otherArrived, int otherReturned, string verdict)
    {
        const int good = 6;
        List<SoundPath> paths = [new(10_000, 25, arrived, returned, 0, 0), new(20_000, 25, otherArrived, otherReturned, 0, 0)];
        // Where one sample alone is bad, the others make up for it in the sum.
        if (otherReturned == 25) paths.AddRange(Enumerable.Repeat(new SoundPath(15_000, 25, otherArrived, 25, 0, 0), good));

        var outcome = SoundWords.Summarize([.. paths.Select(path => (path.Port, new ProbeOutcome(ProbeVerdict.Works)))], paths);

        Assert.Equal(verdict, outcome.Verdict.ToString());
    }

    [Fact]
    public void What_a_machine_says_of_some_ports_decides_and_not_its_silence_at_others()
    {
        List<(int, ProbeOutcome)> samples =
        [
            (1, new(ProbeVerdict.OpenOrFiltered, "nothing came back")), (2, new(ProbeVerdict.Refused, "the port is closed")),
            (3, new(ProbeVerdict.Works)),
        ];

        var outcome = SoundWords.Summarize(samples, []);

        Assert.Equal(
            (ProbeVerdict.Refused, "at 2: the port is closed; at 1: nothing came back; works at 3"), (outcome.Verdict, outcome.Detail));
    }

    [Fact]
    public void A_sample_that_does_not_work_decides_and_the_others_are_told()
    {
        List<(int, ProbeOutcome)> samples =
        [
            (1, new(ProbeVerdict.Works)), (2, new(ProbeVerdict.Filtered, "nothing arrived")), (3, new(ProbeVerdict.Works)),
        ];

        var outcome = SoundWords.Summarize(samples, []);

        Assert.Equal(ProbeVerdict.Filtered, outcome.Verdict);
        Assert.Equal("at 2: nothing arrived; works at 1, 3", outcome.Detail);
    }
}
