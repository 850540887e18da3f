using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>Sends a listener a SIP request over TCP.</summary>
/// <param name="session">The prober's session.</param>
/// <param name="sockets">Makes sockets.</param>
/// <param name="limit">How long it may take.</param>
internal sealed class SipStreamClient(ProbeSession session, ProbeSockets sockets, TimeSpan limit)
{
    /// <summary>Sends it.</summary>
    /// <param name="remote">The address and port.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>How it ended, and the request and answer, which are empty where they were not sent or did not come.</returns>
    public async Task<(ProbeOutcome Outcome, SipExchange Exchange)> TryAsync(IPEndPoint remote, CancellationToken token)
    {
        var started = Stopwatch.StartNew();
        using var socket = sockets.OpenTcp(remote.AddressFamily);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(limit);
        var exchange = new SipExchange(session.NextNumber(), [], []);
        try
        {
            await socket.ConnectAsync(remote, patience.Token).ConfigureAwait(false);
            var request = SipMessage.Question(
                (IPEndPoint)socket.LocalEndPoint!,
                remote,
                ProtocolType.Tcp,
                new SipToken(IsAnswer: false, session.Id, exchange.Number).Describe(session.Seals));
            exchange = exchange with { Request = request };
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(request, patience.Token).ConfigureAwait(false);
            exchange = exchange with { Answer = await ReadAsync(stream, patience.Token).ConfigureAwait(false) };
            return IsOfListener(exchange)
                ? (new(ProbeVerdict.Works) { Time = started.Elapsed }, exchange)
                : (Stranger(exchange.Answer.Length == 0 ? "ends the connection" : "answers something else"), exchange);
        }
        catch (SocketException problem) when (exchange.Request.Length == 0)
        {
            return (ProbeSockets.Explain(problem.SocketErrorCode), exchange);
        }
        catch (Exception end) when (end is IOException or SocketException)
        {
            return (Stranger("ends the connection"), exchange);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return (exchange.Request.Length > 0 ? Stranger("says nothing") : ProbeSockets.Explain(SocketError.TimedOut), exchange);
        }
    }

    /// <summary>Reads until the head of an answer is there, the connection ends, or it is longer than any answer.</summary>
    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken token)
    {
        var buffer = new byte[SipMessage.MostBytes];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8)
            && await stream.ReadAsync(buffer.AsMemory(length), token).ConfigureAwait(false) is > 0 and var read)
            length += read;
        return buffer[..length];
    }

    private bool IsOfListener(SipExchange exchange) =>
        SipToken.Find(exchange.Answer, isAnswer: true, session.Seals) is { } answer
        && answer.Session == session.Id
        && answer.Number == exchange.Number;

    private static ProbeOutcome Stranger(string what) => new(ProbeVerdict.OtherAnswer, $"it accepts the connection, but {what}");
}
