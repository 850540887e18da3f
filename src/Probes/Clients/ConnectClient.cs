using System.Diagnostics;
using System.Net.Sockets;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Ports whose protocol is not known: a TCP connection, and an empty datagram.</summary>
internal static class ConnectClient
{
    /// <summary>Opens a connection and closes it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<ProbeOutcome> TryTcpAsync(Attempt attempt, CancellationToken token)
    {
        var started = Stopwatch.StartNew();
        using var socket = attempt.Sockets.OpenTcp(attempt.Remote.AddressFamily);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(attempt.Limit);
        try
        {
            await socket.ConnectAsync(attempt.Remote, limit.Token).ConfigureAwait(false);
            return new(ProbeVerdict.Works, "connected; the protocol is not known") { Time = started.Elapsed };
        }
        catch (SocketException problem)
        {
            return ProbeSockets.Explain(problem.SocketErrorCode);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return ProbeSockets.Explain(SocketError.TimedOut);
        }
    }

    /// <summary>Sends an empty datagram, and sees whether it is refused.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryUdpAsync(Attempt attempt, CancellationToken token) => attempt.AskAsync(
        [], static (_, _) => new(ProbeVerdict.Works, "an answer came; the protocol is not known"), token);
}
