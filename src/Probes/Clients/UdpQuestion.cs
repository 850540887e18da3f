using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Reads a datagram.</summary>
/// <param name="datagram">The datagram, from the address that was asked.</param>
/// <param name="elapsed">The time since the request was first sent.</param>
/// <returns>What it means, or null where it does not answer the request.</returns>
internal delegate ProbeOutcome? DatagramReader(ReadOnlySpan<byte> datagram, TimeSpan elapsed);

/// <summary>A request in one datagram, repeated until it is answered.</summary>
/// <param name="Request">Makes the datagram with a number, from 0 on, at the moment in which it is sent.</param>
/// <param name="Schedule">The times at which it is sent.</param>
/// <param name="Limit">How long an answer is waited for.</param>
internal sealed record UdpQuestion(Func<int, ReadOnlyMemory<byte>> Request, ImmutableArray<TimeSpan> Schedule, TimeSpan Limit)
{
    /// <summary>What an answer may have; the rest of a longer datagram is lost.</summary>
    private const int LongestAnswer = 4096;

    /// <summary>After so many datagrams that answer nothing, something else is there.</summary>
    private const int MostStrays = 32;

    /// <summary>Asks.</summary>
    /// <param name="remote">The address and port.</param>
    /// <param name="sockets">Makes the socket.</param>
    /// <param name="read">Reads what comes.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<ProbeOutcome> AskAsync(IPEndPoint remote, ProbeSockets sockets, DatagramReader read, CancellationToken token)
    {
        using var socket = sockets.OpenUdp(remote);
        return await AskAsync(socket, read, token).ConfigureAwait(false);
    }

    /// <summary>Asks through a socket that is connected.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="read">Reads what comes.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<ProbeOutcome> AskAsync(Socket socket, DatagramReader read, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Limit);
        var started = Stopwatch.StartNew();
        var receiving = ReceiveAsync(socket, read, started, limit.Token);
        try
        {
            for (var i = 0; i < Schedule.Length; i++)
            {
                var time = Schedule[i];
                if (time > started.Elapsed)
                    await Task.WhenAny(receiving, Task.Delay(time - started.Elapsed, limit.Token)).ConfigureAwait(false);
                if (receiving.IsCompleted || limit.IsCancellationRequested) break;
                await socket.SendAsync(Request(i), SocketFlags.None, limit.Token).ConfigureAwait(false);
            }
        }
        catch (SocketException problem)
        {
            // What comes back for one datagram is told when the next one is sent.
            await limit.CancelAsync().ConfigureAwait(false);
            var received = await receiving.ConfigureAwait(false);
            return received.Verdict != ProbeVerdict.OpenOrFiltered ? received : ProbeSockets.Explain(problem.SocketErrorCode);
        }
        catch (OperationCanceledException)
        {
        }

        var outcome = await receiving.ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        return outcome;
    }

    private static async Task<ProbeOutcome> ReceiveAsync(Socket socket, DatagramReader read, Stopwatch started, CancellationToken limit)
    {
        var buffer = new byte[LongestAnswer];
        var strays = 0;
        try
        {
            while (strays < MostStrays)
            {
                var length = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, limit).ConfigureAwait(false);
                if (read(buffer.AsSpan(0, length), started.Elapsed) is { } outcome) return outcome with { Time = started.Elapsed };
                strays++;
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (SocketException problem)
        {
            if (problem.SocketErrorCode != SocketError.MessageSize) return ProbeSockets.Explain(problem.SocketErrorCode);
            strays++;
        }

        return strays == 0
            ? new(ProbeVerdict.OpenOrFiltered, "no answer")
            : new(ProbeVerdict.OtherAnswer, "what came is not an answer to the request");
    }
}
