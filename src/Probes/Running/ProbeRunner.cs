using System.Collections.Immutable;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Starface.Probes.Clients;
using Starface.Probes.Planning;

namespace Starface.Probes.Running;

/// <summary>Tries probes side by side, within the limits of each, of each address, and of all together.</summary>
internal sealed class ProbeRunner
{
    /// <summary>The probes under way at once.</summary>
    private const int MostAtOnce = 128;

    /// <summary>The probes of one address under way at once.</summary>
    private const int MostOfAddress = 16;

    /// <summary>The pause between two probes of one address.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one probe may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long all of them may take.</summary>
    public TimeSpan TotalLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Makes sockets.</summary>
    public ProbeSockets Sockets { get; init; } = ProbeSockets.Own;

    /// <summary>The clock, which the answers of time servers are compared with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The certificates that chains must lead to, or null for those of this machine.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>Sends the sound of a call, which a machine outside alone does.</summary>
    public Func<Attempt, CancellationToken, Task<ProbeOutcome>>? Sound { get; init; }

    /// <summary>Receives how many probes have ended, and how many there are; it may be called on any thread.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };

    /// <summary>Tries probes.</summary>
    /// <param name="probes">The probes; those whose outcome is known are not tried.</param>
    /// <param name="token">Ends the run: what is known by then is returned.</param>
    /// <returns>A result for each probe, in their order.</returns>
    public async Task<ImmutableArray<ProbeResult>> RunAsync(ImmutableArray<Probe> probes, CancellationToken token)
    {
        var results = new ProbeResult[probes.Length];
        var tried = Enumerable.Range(0, probes.Length).Where(i => probes[i].IsToTry).ToList();
        for (var i = 0; i < probes.Length; i++)
            results[i] = new ProbeResult(probes[i], probes[i].Known ?? ProbeOutcome.NotProbed("the host has no address"));
        ImmutableArray<string> hosts = [.. probes.Select(probe => probe.Host).OfType<string>().Distinct(StringComparer.Ordinal)];
        var ended = 0;
        using var pace = new HostPace(Pause, MostOfAddress);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(token);
        total.CancelAfter(TotalLimit);
        await Parallel.ForEachAsync(
            tried,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce },
            async (i, _) =>
            {
                results[i] = new ProbeResult(probes[i], await TryAsync(probes[i], hosts, pace, total.Token, token).ConfigureAwait(false));
                Progress(Interlocked.Increment(ref ended), tried.Count);
            }).ConfigureAwait(false);
        return [.. results];
    }

    private async Task<ProbeOutcome> TryAsync(
        Probe probe, ImmutableArray<string> hosts, HostPace pace, CancellationToken total, CancellationToken interrupted)
    {
        var remote = ProbeSockets.EndPoint(probe.Address!.Value, probe.Port);
        if (Sockets.FindObstacle(remote) is { } obstacle) return obstacle;
        try
        {
            using var place = await pace.EnterAsync(probe.Remote, total).ConfigureAwait(false);
            var attempt = new Attempt(probe, remote, Sockets, Limit) { Clock = Clock, Roots = Roots, Hosts = hosts };
            var outcome = await ClientOf(probe)(attempt, total).ConfigureAwait(false);
            return outcome.Verdict == ProbeVerdict.Works && probe.MinimumTls != Policy.Tls.Unspecified
                ? await TlsFloor.CheckAsync(attempt, outcome, total).ConfigureAwait(false)
                : outcome;
        }
        catch (OperationCanceledException) when (total.IsCancellationRequested)
        {
            return ProbeOutcome.CutShort(interrupted.IsCancellationRequested ? ProbeOutcome.Interrupted : ProbeOutcome.TimeIsOver);
        }
        catch (SocketException problem)
        {
            return ProbeSockets.Explain(problem.SocketErrorCode);
        }
    }

    private Func<Attempt, CancellationToken, Task<ProbeOutcome>> ClientOf(Probe probe) => probe.Method switch
    {
        ProbeMethod.Dns => DnsClient.TryAsync,
        ProbeMethod.Ntp => NtpClient.TryAsync,
        ProbeMethod.Stun => StunClient.TryAsync,
        ProbeMethod.Http => HttpClientProbe.TryAsync,
        ProbeMethod.Ldap => LdapClient.TryAsync,
        ProbeMethod.Sip => SipClient.TryAsync,
        ProbeMethod.Xmpp => XmppClient.TryAsync,
        ProbeMethod.Smtp or ProbeMethod.Ssh => GreetingClient.TryAsync,
        ProbeMethod.Https or ProbeMethod.Ldaps or ProbeMethod.SipTls or ProbeMethod.Smtps or ProbeMethod.Tls => TlsClient.TryAsync,
        ProbeMethod.Sound => Sound ?? throw new InvalidOperationException("Only a machine outside sends sound."),
        _ => probe.Protocol == Policy.Protocol.Udp ? ConnectClient.TryUdpAsync : ConnectClient.TryTcpAsync,
    };
}
