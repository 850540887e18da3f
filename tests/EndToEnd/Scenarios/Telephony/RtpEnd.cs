using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Scenarios.Network;

namespace Starface.EndToEnd.Scenarios.Telephony;

/// <summary>The sound of a phone: it sends a packet of RTP every 20 ms once it speaks, and notices what it hears.</summary>
internal sealed class RtpEnd : IDisposable
{
    private const int HeaderLength = 12;
    private const int PayloadLength = 160;

    /// <summary>One packet could be a stray one.</summary>
    private const int EnoughPackets = 5;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly ManualResetEventSlim _heard = new();
    private readonly Task _listening;
    private Task _speaking = Task.CompletedTask;
    private int _received;

    /// <summary>Opens the phone's port for sound.</summary>
    /// <param name="site">Where the phone is.</param>
    /// <param name="isIPv6">Its family.</param>
    public RtpEnd(Site site, bool isIPv6)
    {
        _socket = site.Open(SocketType.Dgram, site.Address(isIPv6), 0);
        _listening = Task.Run(Listen);
    }

    /// <summary>The port.</summary>
    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Begins to speak.</summary>
    public void Speak(IPEndPoint to) => _speaking = Task.Run(async () =>
    {
        var packet = new byte[HeaderLength + PayloadLength];
        packet[0] = 0x80;
        BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(8), Port);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            for (ushort number = 0; await timer.WaitForNextTickAsync(_end.Token); number++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), number);
                BinaryPrimitives.WriteInt32BigEndian(packet.AsSpan(4), number * PayloadLength);
                await _socket.SendToAsync(packet, SocketFlags.None, to, _end.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    });

    /// <summary>Whether the phone hears the other one, now or within a time.</summary>
    public bool Hears(TimeSpan patience) => _heard.Wait(patience);

    public void Dispose()
    {
        _end.Cancel();
        Task.WaitAll(_listening, _speaking);
        _socket.Dispose();
        _heard.Dispose();
        _end.Dispose();
    }

    private async Task Listen()
    {
        var buffer = new byte[2048];
        var from = new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, _end.Token);
                // Version 2 of RTP with the sound of PCMU.
                if (received.ReceivedBytes == HeaderLength + PayloadLength && buffer[0] == 0x80 && (buffer[1] & 0x7F) == 0
                    && ++_received == EnoughPackets)
                    _heard.Set();
            }
        }
        catch (OperationCanceledException)
        {
            // The call is over.
        }
    }
}
