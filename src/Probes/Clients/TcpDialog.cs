using System.Diagnostics;
using System.Net.Sockets;
using Starface.Probes.Planning;

namespace Starface.Probes.Clients;

/// <summary>Reads what a server said so far.</summary>
/// <param name="received">Everything from the last request on.</param>
/// <returns>What it means, or null where more has to come.</returns>
internal delegate ProbeOutcome? StreamReader(ReadOnlySpan<byte> received);

/// <summary>One connection of a probe, with a limit on its time and on what is read.</summary>
internal sealed class TcpDialog : IAsyncDisposable
{
    /// <summary>What an answer may have; no protocol here needs as much.</summary>
    private const int LongestAnswer = 16 * 1024;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _limit;
    private readonly CancellationToken _outer;
    private readonly Stopwatch _started = Stopwatch.StartNew();

    private TcpDialog(Socket socket, CancellationTokenSource limit, CancellationToken outer)
    {
        (_socket, _limit, _outer) = (socket, limit, outer);
        Stream = Stream.Null;
    }

    /// <summary>The stream: that of the connection, and of TLS within it once that has begun.</summary>
    public Stream Stream { get; set; }

    /// <summary>Is cancelled at the end of the dialog's time.</summary>
    public CancellationToken Token => _limit.Token;

    /// <summary>Whether the time of the dialog is over, and not that of all.</summary>
    public bool HasTimedOut => _limit.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>The time since the connection was begun.</summary>
    public TimeSpan Elapsed => _started.Elapsed;

    /// <summary>The local address and port.</summary>
    public System.Net.IPEndPoint Local => (System.Net.IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Connects, and holds a dialog.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="talk">The dialog.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>What the dialog returns, or why there was none.</returns>
    public static async Task<ProbeOutcome> HoldAsync(
        Attempt attempt, Func<TcpDialog, Task<ProbeOutcome>> talk, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(attempt.Limit);
        await using var dialog = new TcpDialog(attempt.Sockets.OpenTcp(attempt.Remote.AddressFamily), limit, token);
        try
        {
            await dialog._socket.ConnectAsync(attempt.Remote, limit.Token).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            return ProbeSockets.Explain(problem.SocketErrorCode);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return ProbeSockets.Explain(SocketError.TimedOut);
        }

        dialog.Stream = new NetworkStream(dialog._socket, ownsSocket: false);
        var outcome = await talk(dialog).ConfigureAwait(false);
        return outcome.Time is null && outcome.Verdict != ProbeVerdict.NotProbed ? outcome with { Time = dialog.Elapsed } : outcome;
    }

    /// <summary>Says something and reads the answer.</summary>
    /// <param name="request">What is said; nothing where the server speaks first.</param>
    /// <param name="read">Reads what comes.</param>
    public async Task<ProbeOutcome> AskAsync(ReadOnlyMemory<byte> request, StreamReader read)
    {
        var buffer = new byte[LongestAnswer];
        var length = 0;
        try
        {
            if (!request.IsEmpty) await Stream.WriteAsync(request, _limit.Token).ConfigureAwait(false);
            while (length < buffer.Length)
            {
                var more = await Stream.ReadAsync(buffer.AsMemory(length), _limit.Token).ConfigureAwait(false);
                if (more == 0)
                {
                    return length == 0
                        ? Silent("the connection was closed without an answer")
                        : Strange(buffer.AsSpan(0, length));
                }

                length += more;
                if (read(buffer.AsSpan(0, length)) is { } outcome) return outcome;
            }

            return new(ProbeVerdict.OtherAnswer, "the answer has no end");
        }
        catch (IOException)
        {
            return length == 0 ? Silent("the connection was reset") : Strange(buffer.AsSpan(0, length));
        }
        catch (OperationCanceledException) when (!_outer.IsCancellationRequested)
        {
            return length == 0 ? Silent("connected, and no answer came") : Strange(buffer.AsSpan(0, length));
        }
    }

    /// <summary>Waits whether the server ends the connection before anything was said.</summary>
    /// <param name="patience">How long.</param>
    /// <returns>How it ended, or null where it has not ended, or the server speaks.</returns>
    public async Task<ProbeOutcome?> FindEndAsync(TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        limit.CancelAfter(patience);
        try
        {
            var more = await Stream.ReadAsync(new byte[1], limit.Token).ConfigureAwait(false);
            return more == 0 ? Silent("the connection was closed as soon as it was open") : null;
        }
        catch (IOException)
        {
            return Silent("the connection was reset as soon as it was open");
        }
        catch (OperationCanceledException) when (!_outer.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    private static ProbeOutcome Silent(string detail) => new(ProbeVerdict.Refused, detail);

    private static ProbeOutcome Strange(ReadOnlySpan<byte> received) =>
        new(ProbeVerdict.OtherAnswer, $"the answer begins with {Quoted.From(received)}");
}
