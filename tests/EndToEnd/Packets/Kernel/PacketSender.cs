using System.Runtime.InteropServices;

namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>Sends frames on a link, many with one call.</summary>
internal sealed unsafe class PacketSender : IDisposable
{
    /// <summary>The most frames of one <see cref="Send"/>.</summary>
    public const int BatchSize = 4096;

    /// <summary>The room for one frame.</summary>
    public const int FrameRoom = 128;

    private readonly int _socket = PacketSocket.Open();
    private readonly byte* _frames = (byte*)NativeMemory.AllocZeroed(BatchSize, FrameRoom);
    private readonly Libc.Vector* _vectors = (Libc.Vector*)NativeMemory.AllocZeroed(BatchSize, (nuint)sizeof(Libc.Vector));
    private readonly Libc.MessageHeader* _messages = (Libc.MessageHeader*)NativeMemory.AllocZeroed(
        BatchSize, (nuint)sizeof(Libc.MessageHeader));

    /// <summary>Opens a link of the current thread's namespace.</summary>
    public PacketSender(string link)
    {
        // Straight to the link: a queue of packets to send would only cost time.
        var bypass = 1;
        Libc.Check(
            Libc.SetOption(_socket, Libc.LevelPacket, Libc.OptionBypassQueue, &bypass, sizeof(int)), "setsockopt(PACKET_QDISC_BYPASS)");
        PacketSocket.Bind(_socket, link, protocol: 0);
        for (var i = 0; i < BatchSize; i++)
        {
            _vectors[i].Start = _frames + (i * FrameRoom);
            _messages[i].Vectors = _vectors + i;
            _messages[i].VectorCount = 1;
        }
    }

    /// <summary>The room of a frame of the next <see cref="Send"/>.</summary>
    public Span<byte> Frame(int index) => new(_frames + (index * FrameRoom), FrameRoom);

    /// <summary>Sends the first frames, each of the same length.</summary>
    public void Send(int count, int length)
    {
        for (var i = 0; i < count; i++) _vectors[i].Length = (nuint)length;
        for (var sent = 0; sent < count;)
        {
            var result = Libc.SendMany(_socket, _messages + sent, (uint)(count - sent), 0);
            if (result > 0) sent += result;
            else if (Marshal.GetLastPInvokeError() != Libc.Interrupted) Libc.Check(-1, "sendmmsg");
        }
    }

    public void Dispose()
    {
        Libc.Close(_socket);
        NativeMemory.Free(_messages);
        NativeMemory.Free(_vectors);
        NativeMemory.Free(_frames);
    }
}
