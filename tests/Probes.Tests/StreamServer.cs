using System.Net;
using System.Net.Sockets;

namespace Starface.Probes.Tests;

/// <summary>A TCP server on loopback that treats every connection alike.</summary>
internal sealed class StreamServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private int _connections;

    public StreamServer(Func<Stream, CancellationToken, Task> serve)
    {
        _listener.Start();
        _ = AcceptAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>From now on connections are refused; those that are open stay.</summary>
    public void StopListening() => _listener.Stop();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    /// <summary>Reads until a mark has come.</summary>
    public static async Task<byte[]> ReadAsync(Stream stream, Func<byte[], bool> isComplete, CancellationToken token)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (!isComplete([.. received]))
        {
            var more = await stream.ReadAsync(buffer, token);
            if (more == 0) throw new IOException("The client has gone.");
            received.AddRange(buffer[..more]);
        }

        return [.. received];
    }

    private async Task AcceptAsync(Func<Stream, CancellationToken, Task> serve)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _ = ServeAsync(client, serve);
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException or InvalidOperationException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, Func<Stream, CancellationToken, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client.GetStream(), _end.Token);
            }
            catch (Exception)
            {
                // What breaks here is the client's doing, or the end of the test.
            }
        }
    }
}
