using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>Greets a listener over TCP.</summary>
/// <param name="session">The prober's session.</param>
/// <param name="sockets">Makes sockets.</param>
/// <param name="limit">How long it may take.</param>
internal sealed class GreetingClient(ProbeSession session, ProbeSockets sockets, TimeSpan limit)
{
    /// <summary>Greets, and ends the connection.</summary>
    /// <param name="remote">The address and port.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>How it ended, and the address from which the listener sees this machine, where it answers.</returns>
    public async Task<(ProbeOutcome Outcome, IPEndPoint? Seen)> TryAsync(IPEndPoint remote, CancellationToken token)
    {
        var started = Stopwatch.StartNew();
        using var socket = sockets.OpenTcp(remote.AddressFamily);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(limit);
        var isConnected = false;
        try
        {
            await socket.ConnectAsync(remote, patience.Token).ConfigureAwait(false);
            isConnected = true;
            await using var stream = new NetworkStream(socket);
            var (_, answer) = await GreetAsync(stream, isControl: false, patience.Token).ConfigureAwait(false);
            if (answer is null) return (Stranger("what it says is not the listener's"), null);
            var outcome = ForwardedPort.Find(remote.Port, answer.Port) ?? new(ProbeVerdict.Works) { Time = started.Elapsed };
            return (outcome, answer.Seen);
        }
        catch (SocketException problem) when (!isConnected)
        {
            return (ProbeSockets.Explain(problem.SocketErrorCode), null);
        }
        catch (Exception end) when (end is IOException or SocketException)
        {
            return (Stranger("it ends the connection at the greeting"), null);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return (isConnected ? Stranger("it says nothing") : ProbeSockets.Explain(SocketError.TimedOut), null);
        }
    }

    /// <summary>Opens a channel to ask the listener what it knows.</summary>
    /// <param name="remote">The address and port.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>The channel, or null where the listener is not there.</returns>
    public async Task<ListenerChannel?> OpenAsync(IPEndPoint remote, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(limit);
        var socket = sockets.OpenTcp(remote.AddressFamily);
        try
        {
            await socket.ConnectAsync(remote, patience.Token).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            var (greeting, answer) = await GreetAsync(stream, isControl: true, patience.Token).ConfigureAwait(false);
            if (answer is not null)
            {
                var channel = SealedChannel.OfProber(stream, session.Key, greeting, answer);
                return new ListenerChannel(stream, channel, remote, answer.Seen, limit);
            }
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException && !token.IsCancellationRequested)
        {
            // The listener is not there.
        }

        socket.Dispose();
        return null;
    }

    private async Task<(Greeting Greeting, GreetingAnswer? Answer)> GreetAsync(Stream stream, bool isControl, CancellationToken token)
    {
        var greeting = session.NewGreeting(isControl);
        await stream.WriteAsync(greeting.Write(session.Key), token).ConfigureAwait(false);
        var answer = new byte[GreetingAnswer.Length];
        await stream.ReadExactlyAsync(answer, token).ConfigureAwait(false);
        return (greeting, GreetingAnswer.Read(answer, greeting, session.Key));
    }

    private static ProbeOutcome Stranger(string what) => new(ProbeVerdict.OtherAnswer, $"it accepts the connection, but {what}");
}
