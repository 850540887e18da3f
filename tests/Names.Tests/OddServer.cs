using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Starface.Names.Tests;

/// <summary>A name server on loopback that answers what a test says, over UDP and TCP.</summary>
internal sealed class OddServer : IDisposable
{
    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _end = new();
    private int _open;

    private OddServer(Func<byte[], bool, byte[]?> answer)
    {
        (_udp, _tcp) = Listen();
        Address = (IPEndPoint)_udp.Client.LocalEndPoint!;
        _ = ServeDatagramsAsync(answer);
        _ = ServeStreamsAsync(answer);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <summary>The questions that came.</summary>
    public ConcurrentQueue<(string Name, ushort Type, bool IsTcp)> Questions { get; } = [];

    /// <summary>The most questions that were open at once.</summary>
    public int MostOpen { get; private set; }

    /// <summary>How long it thinks.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>A server.</summary>
    /// <param name="answer">The answer to the name and type of a question, or null for silence.</param>
    /// <param name="delay">How long it thinks.</param>
    public static OddServer That(Func<string, ushort, DnsMessage?> answer, TimeSpan delay = default) =>
        new((question, _) =>
        {
            var (name, type) = DnsMessage.Read(question);
            return answer(name, type)?.To(question);
        })
        { Delay = delay };

    /// <summary>A server.</summary>
    /// <param name="answer">The bytes of the answer to those of a question, and to whether it came over TCP; null for silence.</param>
    public static OddServer ThatSends(Func<byte[], bool, byte[]?> answer) => new(answer);

    public void Dispose()
    {
        _end.Cancel();
        _udp.Dispose();
        _tcp.Dispose();
        _end.Dispose();
    }

    /// <summary>Both on one port. The one that is free for UDP may be in use for TCP, by a server of another test.</summary>
    private static (UdpClient Udp, TcpListener Tcp) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var tcp = new TcpListener((IPEndPoint)udp.Client.LocalEndPoint!);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 20)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private async Task ServeDatagramsAsync(Func<byte[], bool, byte[]?> answer)
    {
        try
        {
            while (true)
            {
                var received = await _udp.ReceiveAsync(_end.Token);
                _ = AnswerAsync(received);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }

        async Task AnswerAsync(UdpReceiveResult received)
        {
            Note(received.Buffer, isTcp: false);
            var open = Interlocked.Increment(ref _open);
            MostOpen = Math.Max(MostOpen, open);
            await Task.Delay(Delay);
            Interlocked.Decrement(ref _open);
            if (answer(received.Buffer, false) is { } bytes) await _udp.SendAsync(bytes, received.RemoteEndPoint);
        }
    }

    private async Task ServeStreamsAsync(Func<byte[], bool, byte[]?> answer)
    {
        try
        {
            while (true)
            {
                using var client = await _tcp.AcceptTcpClientAsync(_end.Token);
                var stream = client.GetStream();
                var length = new byte[2];
                await stream.ReadExactlyAsync(length, _end.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
                await stream.ReadExactlyAsync(question, _end.Token);
                Note(question, isTcp: true);
                if (answer(question, true) is not { } bytes) continue;
                await stream.WriteAsync((byte[])[(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes], _end.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException or IOException)
        {
            // The test is over.
        }
    }

    private void Note(byte[] question, bool isTcp)
    {
        var (name, type) = DnsMessage.Read(question);
        Questions.Enqueue((name, type, isTcp));
    }
}
