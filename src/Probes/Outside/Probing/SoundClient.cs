using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>
/// Sends the sound of a call to samples of a range of ports at which something sends every packet back as it came, such as
/// <c>sipp -rtp_echo</c>. A packet that comes back shows that both ways are open; one that does not may be lost on either of them.
/// </summary>
internal sealed class SoundClient
{
    /// <summary>The key is only known here: a packet that has its seal was sent from here.</summary>
    private readonly ProbeSession _session = new(PairingKey.Create());

    private readonly ConcurrentBag<(Probe Probe, SoundPath Path)> _paths = [];

    /// <summary>How sound fared at each sample, in the order of address and port.</summary>
    public ImmutableArray<(Probe Probe, SoundPath Path)> Paths =>
        [.. _paths.OrderBy(known => known.Probe.Address).ThenBy(known => known.Path.Port)];

    /// <summary>Tries a range.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var samples = await Task.WhenAll(PortSamples.Of(attempt.Probe.Ports).Select(port => TryAsync(attempt, port, token)))
            .ConfigureAwait(false);
        foreach (var (_, path) in samples) _paths.Add((attempt.Probe, path));
        return SoundWords.Summarize(
            [.. samples.Select(sample => (sample.Path.Port, sample.Outcome))], [.. samples.Select(sample => sample.Path)]);
    }

    private async Task<(ProbeOutcome Outcome, SoundPath Path)> TryAsync(Attempt attempt, int port, CancellationToken token)
    {
        using var exchange = new EchoExchange(_session, attempt.Sockets, new IPEndPoint(attempt.Remote.Address, port))
        {
            AcceptsReflections = true,
        };
        await exchange.HoldAsync(() => exchange.SpeakAsync(attempt.Limit, token), token).ConfigureAwait(false);
        return (
            Judge(exchange),
            new SoundPath(port, exchange.Sent, Arrived: null, exchange.Answered, JitterThere: null, exchange.Jitter));
    }

    private static ProbeOutcome Judge(EchoExchange exchange) =>
        exchange.Answered > 0 ? new(ProbeVerdict.Works) { Time = exchange.Time }
        : exchange.Error is { } error ? ProbeSockets.Explain(error)
        : exchange.Strays > 0 ? new(ProbeVerdict.OtherAnswer, "what came back is not what was sent")
        : new(ProbeVerdict.OpenOrFiltered, "nothing came back");
}
