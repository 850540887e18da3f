using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Probes.Outside.Probing;

/// <summary>Tries an instance from outside, together with the listener on it.</summary>
/// <param name="plan">What is tried.</param>
/// <param name="key">The key that the listener has.</param>
internal sealed class OutsideProber(OutsidePlan plan, PairingKey key)
{
    /// <summary>Several, so that the loss of some is not taken for the end of a conversation.</summary>
    private const int SilentQuestions = OutsideBudget.QuestionsOfSilence / 2;

    private const int MostOfAddress = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SilencePause = TimeSpan.FromMilliseconds(100);

    /// <summary>The questions before and at the beginning of a silence, and the wait for their answers.</summary>
    private static readonly TimeSpan SilenceTime = TimeSpan.FromSeconds(2);

    private readonly ProbeSession _session = new(key);
    private readonly ConcurrentDictionary<(Protocol Protocol, int Port, Address Target), ProbeOutcome> _connections = new();
    private readonly ConcurrentDictionary<(int Port, Address Target), EchoExchange> _exchanges = new();
    private readonly ConcurrentDictionary<(Protocol Protocol, int Port, Address Target), SipExchange> _requests = new();
    private readonly ConcurrentDictionary<Address, Address> _seen = new();
    private readonly ConcurrentBag<(int Port, Address Target)> _greeted = [];
    private int _ended;

    /// <summary>How long one probe may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all of them may take, beside the silences.</summary>
    public TimeSpan TotalLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The port that the listener opens for its questions alone, or null where those of the policy do.</summary>
    public int? ControlPort { get; init; }

    /// <summary>The longest silence, in seconds, after which a UDP conversation is tried; 0 tries none.</summary>
    public int LongestSilence { get; init; }

    /// <summary>The addresses of this machine that are known to be those from which the instance sees it.</summary>
    public ImmutableArray<Address> OwnSources { get; init; } = [];

    /// <summary>Receives, at once, why what was asked for will not be found out.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    /// <summary>Makes sockets.</summary>
    public ProbeSockets Sockets { get; init; } = ProbeSockets.Own;

    /// <summary>Receives how many probes have ended, and how many there are; it may be called on any thread.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };

    /// <summary>Tries the instance.</summary>
    /// <param name="token">Ends the run: what is known by then is returned.</param>
    public async Task<OutsideReport> RunAsync(CancellationToken token)
    {
        using var total = CancellationTokenSource.CreateLinkedTokenSource(token);
        total.CancelAfter(TotalLimit + TimeSpan.FromSeconds(LongestSilence));
        ListenerChannel? channel = null;
        try
        {
            var named = OpenNamedAsync(total.Token);
            await GreetAsync(plan.Probes(OwnSources), total.Token).ConfigureAwait(false);
            channel = await named.ConfigureAwait(false) ?? await OpenAnsweredAsync(total.Token).ConfigureAwait(false);
            var sources = Sources(channel);
            var probes = plan.Probes(sources);
            await GreetAsync(probes, total.Token).ConfigureAwait(false);
            channel ??= await OpenAnsweredAsync(total.Token).ConfigureAwait(false);
            if (await FindShortageAsync(channel, total.Token).ConfigureAwait(false) is { } shortage) Notice(shortage);
            await ExchangeAsync(probes, total.Token).ConfigureAwait(false);
            var report = await SettleAsync(probes, channel, total.Token).ConfigureAwait(false);
            report = report with { Sources = [.. sources] };
            if (LongestSilence > 0) report = await AddSilencesAsync(report, channel, total.Token, token).ConfigureAwait(false);
            if (channel is not null && !total.IsCancellationRequested) await EndAsync(channel, total.Token).ConfigureAwait(false);
            return report;
        }
        catch (OperationCanceledException)
        {
            var why = token.IsCancellationRequested ? ProbeOutcome.Interrupted : ProbeOutcome.TimeIsOver;
            return new OutsideReport([.. plan.Probes(OwnSources).Select(probe => new ProbeResult(probe, Interrupted(probe, why)))])
            {
                Sources = OwnSources,
            };
        }
        finally
        {
            channel?.Dispose();
            foreach (var exchange in _exchanges.Values) exchange.Dispose();
        }
    }

    private ProbeOutcome Interrupted(Probe probe, string why)
    {
        if (probe.Known is { } decided) return decided;
        if (_connections.TryGetValue(Key(probe), out var outcome)) return Judge(probe, path: null, outcome);

        // A packet of one sample says nothing of the others.
        if (probe.Method == ProbeMethod.SoundEcho) return ProbeOutcome.CutShort(why);
        return _exchanges.TryGetValue((probe.Port, probe.Address!.Value), out var exchange) && exchange.Answered > 0
            ? Judge(probe, path: null, Answered(exchange, probe.Port))
            : ProbeOutcome.CutShort(why);
    }

    /// <summary>Tries all connections that were not tried yet.</summary>
    private Task GreetAsync(IEnumerable<Probe> probes, CancellationToken token) => InParallelAsync(
        [.. probes.Where(probe => probe.IsToTry && probe.Protocol == Protocol.Tcp && !_connections.ContainsKey(Key(probe)))],
        async probe =>
        {
            var remote = ProbeSockets.EndPoint(probe.Address!.Value, probe.Port);
            if (Sockets.FindObstacle(remote) is { } obstacle)
            {
                _connections[Key(probe)] = obstacle;
            }
            else if (probe.Method == ProbeMethod.SipEcho)
            {
                (_connections[Key(probe)], _requests[Key(probe)]) =
                    await new SipStreamClient(_session, Sockets, Limit).TryAsync(remote, token).ConfigureAwait(false);
            }
            else
            {
                (_connections[Key(probe)], var seen) =
                    await new GreetingClient(_session, Sockets, Limit).TryAsync(remote, token).ConfigureAwait(false);
                if (seen is null) return;
                _seen[probe.Address!.Value] = AddressOf(seen.Address);
                _greeted.Add((probe.Port, probe.Address!.Value));
            }
        },
        token);

    /// <summary>Opens a channel to the listener at the port that it opens for this alone; null where there is none.</summary>
    private async Task<ListenerChannel?> OpenNamedAsync(CancellationToken token)
    {
        if (ControlPort is not { } port) return null;
        var channels = await Task.WhenAll(plan.Targets.Select(target => OpenAsync(target, port, token))).ConfigureAwait(false);
        var opened = channels.OfType<ListenerChannel>().ToList();
        foreach (var other in opened.Skip(1)) other.Dispose();
        return opened.FirstOrDefault();
    }

    /// <summary>
    /// Opens a channel to the listener at a port where it answered, if need be at one of SIP; null where it did not.
    /// </summary>
    private async Task<ListenerChannel?> OpenAnsweredAsync(CancellationToken token)
    {
        var sip = _requests.Keys.Where(key => _connections[key].Verdict == ProbeVerdict.Works).Select(key => (key.Port, key.Target));
        foreach (var (port, target) in _greeted.Order().Take(plan.Targets.Length).Concat(sip.Order().Take(plan.Targets.Length)))
        {
            if (await OpenAsync(target, port, token).ConfigureAwait(false) is { } channel) return channel;
        }

        return null;
    }

    private async Task<ListenerChannel?> OpenAsync(Address target, int port, CancellationToken token)
    {
        var remote = ProbeSockets.EndPoint(target, port);
        if (Sockets.FindObstacle(remote) is not null) return null;
        var channel = await new GreetingClient(_session, Sockets, Limit).OpenAsync(remote, token).ConfigureAwait(false);
        if (channel is not null) _seen[target] = AddressOf(channel.Seen.Address);
        return channel;
    }

    /// <summary>The addresses that the listener saw, and for families of which it saw none those that are known here.</summary>
    private List<Address> Sources(ListenerChannel? channel) => channel is null
        ? [.. OwnSources]
        : [.. _seen.Values.Concat(OwnSources).DistinctBy(address => address.Family)];

    private Task ExchangeAsync(IEnumerable<Probe> probes, CancellationToken token) => InParallelAsync(
        [.. probes.Where(probe => probe.IsToTry && probe.Protocol == Protocol.Udp)],
        async probe =>
        {
            if (Sockets.FindObstacle(ProbeSockets.EndPoint(probe.Address!.Value, probe.Port)) is not null) return;
            var ports = probe.Method == ProbeMethod.SoundEcho ? PortSamples.Of(probe.Ports) : [probe.Port];
            await Task.WhenAll(ports.Select(port => ExchangeAsync(probe, port, token))).ConfigureAwait(false);
        },
        token);

    private async Task ExchangeAsync(Probe probe, int port, CancellationToken token)
    {
        // Two rows whose ranges share a sample share what is known of it.
        var exchange = new EchoExchange(_session, Sockets, ProbeSockets.EndPoint(probe.Address!.Value, port));
        if (!_exchanges.TryAdd((port, probe.Address.Value), exchange))
        {
            exchange.Dispose();
            return;
        }

        await exchange.HoldAsync(
            () => probe.Method == ProbeMethod.SoundEcho
                ? exchange.SpeakAsync(Limit, token)
                : AskAsync(exchange, probe.Method == ProbeMethod.SipEcho, token),
            token).ConfigureAwait(false);
    }

    private async Task AskAsync(EchoExchange exchange, bool isSip, CancellationToken token)
    {
        var schedule = ProbeCost.Schedule(isSip ? ProbeMethod.Sip : ProbeMethod.Echo, Limit);
        for (var i = 0; i < schedule.Length; i++)
        {
            await (isSip ? exchange.AskSipAsync(token) : exchange.AskAsync(soundNumber: null, silence: 0, token)).ConfigureAwait(false);
            var wait = (i + 1 < schedule.Length ? schedule[i + 1] : Limit) - schedule[i];
            if (await exchange.WaitAsync(static known => known.Answered > 0, wait, token).ConfigureAwait(false)) return;
        }
    }

    private async Task<OutsideReport> SettleAsync(ImmutableArray<Probe> probes, ListenerChannel? channel, CancellationToken token)
    {
        ListenerKnowledge? known = null;
        try
        {
            if (channel is not null) known = await ListenerKnowledge.AskAsync(channel, _session.Id, token).ConfigureAwait(false);
            var sip = ImmutableArray.CreateBuilder<(Probe, SipPath)>();
            var sound = ImmutableArray.CreateBuilder<(Probe, SoundPath)>();
            var results = ImmutableArray.CreateBuilder<ProbeResult>();
            foreach (var probe in probes)
            {
                var path = known is null || probe.Method != ProbeMethod.SipEcho || !probe.IsToTry
                    ? null
                    : await FindPathAsync(probe, channel!, token).ConfigureAwait(false);
                if (path is not null) sip.Add((probe, path));
                results.Add(new ProbeResult(probe, Judge(probe, path, Settle(probe, known, path, sound))));
            }

            return new OutsideReport(results.ToImmutable())
            {
                IsListenerKnown = known is not null,
                Sip = sip.ToImmutable(),
                Sound = sound.ToImmutable(),
            };
        }
        catch (IOException) when (channel is not null)
        {
            // The listener went away: what it would have said is not known.
            return await SettleAsync(probes, channel: null, token).ConfigureAwait(false);
        }
    }

    /// <summary>What became of a SIP request and its answer; null where no request arrived.</summary>
    private async Task<SipPath?> FindPathAsync(Probe probe, ListenerChannel channel, CancellationToken token)
    {
        List<SipExchange> sent = probe.Protocol == Protocol.Tcp
            ? _requests.TryGetValue(Key(probe), out var request) && request.Request.Length > 0 ? [request] : []
            : _exchanges.TryGetValue((probe.Port, probe.Address!.Value), out var exchange)
                ? [.. exchange.Requests.Select(
                    known => new SipExchange(
                        known.Key, known.Value, exchange.SipAnswer is { } answer && answer.Number == known.Key ? answer.Answer : []))]
                : [];
        foreach (var one in sent.OrderByDescending(one => one.Answer.Length > 0))
        {
            if (await channel.RecordAsync(_session.Id, one.Number, token).ConfigureAwait(false) is not { } record) continue;
            return new SipPath(
                record.Port,
                Datagrams.SipRewriting.Find(one.Request, record.Question),
                one.Answer.Length > 0 ? Datagrams.SipRewriting.Find(record.Answer, one.Answer) : []);
        }

        return null;
    }

    /// <summary>What an answer to SIP is worth: only the listener knows which bytes arrived, and where.</summary>
    private static ProbeOutcome Judge(Probe probe, SipPath? path, ProbeOutcome outcome)
    {
        if (probe.Method != ProbeMethod.SipEcho || outcome.Verdict != ProbeVerdict.Works) return outcome;
        if (path is null) return ProbeOutcome.CutShort("it answers, and the listener could not be asked what arrived");
        return ForwardedPort.Find(probe.Port, path.Port)
            ?? (path.IsRewritten ? outcome with { Verdict = ProbeVerdict.Rewritten, Detail = path.Describe() } : outcome);
    }

    private ProbeOutcome Settle(
        Probe probe, ListenerKnowledge? known, SipPath? path, ImmutableArray<(Probe, SoundPath)>.Builder sound)
    {
        if (probe.Known is { } decided) return decided;
        if (probe.Protocol == Protocol.Tcp)
        {
            var outcome = _connections[Key(probe)];
            if (_greeted.Contains((probe.Port, probe.Address!.Value))) return outcome;
            return known?.FindObstacle(probe, probe.Port)
                ?? (path is not null && outcome.Verdict == ProbeVerdict.OtherAnswer
                    ? new(ProbeVerdict.OneWay, "the request arrives, and its answer does not come back")
                    : outcome.Verdict is ProbeVerdict.Filtered or ProbeVerdict.Refused && known is not null
                        ? OpenAtListener(outcome)
                        : outcome);
        }

        if (Sockets.FindObstacle(ProbeSockets.EndPoint(probe.Address!.Value, probe.Port)) is { } obstacle) return obstacle;
        if (probe.Method != ProbeMethod.SoundEcho)
            return Settle(probe, probe.Port, known, hasArrived: path is not null);

        var samples = PortSamples.Of(probe.Ports)
            .Select(port => (Port: port, Outcome: Settle(probe, port, known, hasArrived: false)))
            .ToList();
        var paths = samples.Where(sample => sample.Outcome.Verdict != ProbeVerdict.NotProbed)
            .Select(sample => PathOf(probe, sample.Port, known))
            .ToList();
        sound.AddRange(paths.Select(one => (probe, one)));
        return SoundWords.Summarize(samples, paths);
    }

    private SoundPath PathOf(Probe probe, int port, ListenerKnowledge? known)
    {
        var exchange = _exchanges[(port, probe.Address!.Value)];
        var arrival = known?.ArrivalAt(probe.Address!.Value.Family, port);
        return new SoundPath(
            port, exchange.Sent, known is null ? null : (int)(arrival?.Count ?? 0), exchange.Answered, arrival?.Jitter, exchange.Jitter);
    }

    private ProbeOutcome Settle(Probe probe, int port, ListenerKnowledge? known, bool hasArrived)
    {
        if (!_exchanges.TryGetValue((port, probe.Address!.Value), out var exchange)) return ProbeOutcome.NotProbed("nothing was sent");
        if (exchange.Answered > 0) return Answered(exchange, port);
        if (known?.FindObstacle(probe, port) is { } obstacle) return obstacle;

        var arrival = known?.ArrivalAt(probe.Address!.Value.Family, port);
        if (hasArrived || arrival is { Count: > 0 })
            return new(ProbeVerdict.OneWay, "what is sent arrives, and its answer does not come back");
        if (exchange.Error is { } error)
        {
            var outcome = ProbeSockets.Explain(error);
            return known is null ? outcome : OpenAtListener(outcome);
        }

        if (exchange.Strays > 0)
        {
            return new(
                ProbeVerdict.OtherAnswer,
                exchange.IsReflected
                    ? "what was sent came back as it was: an echo, and not the listener"
                    : "what came back is not the listener's");
        }

        return known is null
            ? new(ProbeVerdict.OpenOrFiltered, "no answer")
            : new(ProbeVerdict.Filtered, "nothing arrived at the listener, which has the port open") { IsOpenAtListener = true };
    }

    private static ProbeOutcome OpenAtListener(ProbeOutcome outcome) =>
        outcome with { Detail = $"{outcome.Detail}; the listener has the port open", IsOpenAtListener = true };

    private static ProbeOutcome Answered(EchoExchange exchange, int port) =>
        ForwardedPort.Find(port, exchange.ArrivedAt) ?? new(ProbeVerdict.Works) { Time = exchange.Time };

    /// <summary>
    /// Adds how long conversations are remembered. What is known without it stays known where it cannot be found out.
    /// </summary>
    private async Task<OutsideReport> AddSilencesAsync(
        OutsideReport report, ListenerChannel? channel, CancellationToken total, CancellationToken interrupted)
    {
        if (channel is null || !report.IsListenerKnown) return report with { WhyNoNat = "the listener could not be asked" };
        try
        {
            if (await FindShortageAsync(channel, total).ConfigureAwait(false) is { } shortage) return report with { WhyNoNat = shortage };
            var nat = await TrySilencesAsync(total).ConfigureAwait(false);

            // That an answer is missing says something of the way only where the listener was there to send it.
            await channel.PortsAsync(total).ConfigureAwait(false);
            return report with { Nat = nat };
        }
        catch (IOException)
        {
            return report with { WhyNoNat = "the listener went away before the silences were over" };
        }
        catch (OperationCanceledException)
        {
            return report with
            {
                WhyNoNat = interrupted.IsCancellationRequested ? ProbeOutcome.Interrupted : ProbeOutcome.TimeIsOver,
            };
        }
    }

    /// <summary>Why the listener is not there for as long as the silences take, or null.</summary>
    private async Task<string?> FindShortageAsync(ListenerChannel? channel, CancellationToken token)
    {
        if (LongestSilence == 0 || channel is null) return null;
        try
        {
            var left = await channel.TimeLeftAsync(token).ConfigureAwait(false);
            var needed = TimeSpan.FromSeconds(LongestSilence) + Limit + SilenceTime;
            return left >= needed
                ? null
                : FormattableString.Invariant(
                    $"the listener ends in {left.TotalSeconds:F0} s, and the silences take {needed.TotalSeconds:F0} s");
        }
        catch (IOException)
        {
            // Whether the listener is there is asked for again.
            return null;
        }
    }

    /// <summary>Tries how long a conversation is remembered: at one port of each address, with all silences side by side.</summary>
    private async Task<ImmutableArray<(Address Target, NatLifetime Lifetime)>> TrySilencesAsync(CancellationToken token)
    {
        var silences = OutsideBudget.Silences(LongestSilence);
        var ports = _exchanges.Where(exchange => exchange.Value.Answered > 0 && exchange.Value.SipAnswer is null)
            .GroupBy(exchange => exchange.Key.Target, exchange => exchange.Key.Port)
            .OrderBy(target => target.Key)
            .Select(target => (Target: target.Key, Port: target.Min()));
        return
        [
            .. await Task.WhenAll(ports.Select(async known =>
            {
                var kept = await Task.WhenAll(
                    silences.Select(silence => IsKeptAsync(known.Target, known.Port, silence, token))).ConfigureAwait(false);
                return (known.Target, NatLifetime.From(silences, silences.Where((_, i) => kept[i]).ToHashSet()));
            })).ConfigureAwait(false),
        ];
    }

    private async Task<bool> IsKeptAsync(Address target, int port, int silence, CancellationToken token)
    {
        using var exchange = new EchoExchange(_session, Sockets, ProbeSockets.EndPoint(target, port));
        var isKept = false;
        await exchange.HoldAsync(async () => isKept = await IsKeptAsync(exchange, silence, token).ConfigureAwait(false), token)
            .ConfigureAwait(false);
        return isKept;
    }

    private async Task<bool> IsKeptAsync(EchoExchange exchange, int silence, CancellationToken token)
    {
        // A conversation that was answered is remembered for longer than a question.
        for (var i = 0; i < SilentQuestions; i++)
        {
            await exchange.AskAsync(soundNumber: null, silence: 0, token).ConfigureAwait(false);
            await Task.Delay(SilencePause, token).ConfigureAwait(false);
        }

        await exchange.WaitAsync(static known => known.Answered == known.Sent, TimeSpan.FromSeconds(1), token).ConfigureAwait(false);
        var before = exchange.Answered;
        for (var i = 0; i < SilentQuestions; i++)
        {
            await exchange.AskAsync(soundNumber: null, silence, token).ConfigureAwait(false);
            await Task.Delay(SilencePause, token).ConfigureAwait(false);
        }

        return await exchange.WaitAsync(
            known => known.Answered > before, TimeSpan.FromSeconds(silence) + Limit, token).ConfigureAwait(false);
    }

    private static async Task EndAsync(ListenerChannel channel, CancellationToken token)
    {
        try
        {
            await channel.EndAsync(token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ends by itself when its time is over.
        }
    }

    private async Task InParallelAsync(List<Probe> probes, Func<Probe, Task> run, CancellationToken token)
    {
        using var pace = new HostPace(Pause, MostOfAddress);
        await Task.WhenAll(probes.Select(async probe =>
        {
            using (await pace.EnterAsync(probe.Remote, token).ConfigureAwait(false)) await run(probe).ConfigureAwait(false);
            Progress(Interlocked.Increment(ref _ended), Math.Max(_ended, probes.Count));
        })).ConfigureAwait(false);
    }

    private static (Protocol Protocol, int Port, Address Target) Key(Probe probe) => (probe.Protocol, probe.Port, probe.Address!.Value);

    private static Address AddressOf(IPAddress address) => Address.Parse(address.ToString());
}
