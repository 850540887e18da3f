using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Outside;

/// <summary>
/// A router that looks into datagrams: what is sent to one port of the PBX passes through this program, which may change, delay or lose it
/// in each direction.
/// </summary>
internal sealed class Relay : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<EndPoint, Socket> _clients = new();
    private readonly NetworkNamespace _router;
    private readonly IPEndPoint _pbx;
    private readonly Change _there;
    private readonly Change _back;
    private readonly Socket _socket;

    /// <summary>Opens the relay.</summary>
    /// <param name="router">Where it runs.</param>
    /// <param name="local">Where it receives what is sent to the PBX.</param>
    /// <param name="pbx">The PBX.</param>
    /// <param name="there">What becomes of what is sent to the PBX.</param>
    /// <param name="back">What becomes of what the PBX sends.</param>
    public Relay(NetworkNamespace router, IPEndPoint local, IPEndPoint pbx, Change there, Change back)
    {
        (_router, _pbx, _there, _back) = (router, pbx, there, back);
        _socket = Open(local);
        _ = Task.Run(ReceiveAsync);
    }

    /// <summary>What becomes of a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="number">Its number in this direction, from 0.</param>
    /// <returns>The datagram that goes on, or null where it is lost, and how much later.</returns>
    public delegate (byte[]? Datagram, TimeSpan Delay) Change(byte[] datagram, int number);

    /// <summary>Lets everything pass.</summary>
    public static (byte[]? Datagram, TimeSpan Delay) Pass(byte[] datagram, int number) => (datagram, TimeSpan.Zero);

    /// <summary>Loses everything.</summary>
    public static (byte[]? Datagram, TimeSpan Delay) Lose(byte[] datagram, int number) => (null, TimeSpan.Zero);

    public void Dispose()
    {
        _end.Cancel();
        _socket.Dispose();
        foreach (var client in _clients.Values) client.Dispose();
        _end.Dispose();
    }

    private Socket Open(IPEndPoint local)
    {
        Socket? opened = null;
        _router.Run(() =>
        {
            opened = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            opened.Bind(local);
        });
        return opened!;
    }

    private async Task ReceiveAsync()
    {
        var number = 0;
        await EachAsync(_socket, async (datagram, from) =>
        {
            if (!_clients.TryGetValue(from, out var client))
            {
                client = Open(new IPEndPoint(_pbx.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0));
                _clients[from] = client;
                _ = Task.Run(() => ReturnAsync(client, from));
            }

            await PassAsync(_there(datagram, number++), client, _pbx);
        });
    }

    private async Task ReturnAsync(Socket client, EndPoint to)
    {
        var number = 0;
        await EachAsync(client, (datagram, _) => PassAsync(_back(datagram, number++), _socket, to));
    }

    private async Task PassAsync((byte[]? Datagram, TimeSpan Delay) changed, Socket socket, EndPoint to)
    {
        if (changed.Datagram is null) return;
        if (changed.Delay == TimeSpan.Zero)
        {
            await socket.SendToAsync(changed.Datagram, to, _end.Token);
            return;
        }

        _ = Task.Run(async () =>
        {
            await Task.Delay(changed.Delay, _end.Token);
            await socket.SendToAsync(changed.Datagram, to, _end.Token);
        });
    }

    private async Task EachAsync(Socket socket, Func<byte[], EndPoint, Task> visit)
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _end.Token);
                await visit(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The relay is closed.
        }
    }
}
