namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>
/// Sees every frame of one protocol that a link lets in, through a ring it shares with the kernel. A packet socket for one protocol
/// is behind the filter at the link's ingress (one for every protocol would be before it).
/// </summary>
internal sealed unsafe class PacketReceiver : IDisposable
{
    private const int FrameSize = 256;
    private const int FrameCount = PacketSender.BatchSize * 2;
    private const int BlockSize = 1 << 16;
    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private const uint OwnedByUser = 1;

    private readonly int _socket = PacketSocket.Open();
    private readonly byte* _ring;
    private int _next;

    /// <summary>Opens a link of the current thread's namespace.</summary>
    /// <param name="link">The link.</param>
    /// <param name="protocol">The EtherType of the frames.</param>
    public PacketReceiver(string link, int protocol)
    {
        var version = 1; // TPACKET_V2: a ring of frames of one size.
        Libc.Check(Libc.SetOption(_socket, Libc.LevelPacket, Libc.OptionVersion, &version, sizeof(int)), "setsockopt(PACKET_VERSION)");
        var request = new Libc.RingRequest
        {
            BlockSize = BlockSize,
            BlockCount = FrameCount * FrameSize / BlockSize,
            FrameSize = FrameSize,
            FrameCount = FrameCount,
        };
        Libc.Check(
            Libc.SetOption(_socket, Libc.LevelPacket, Libc.OptionReceiveRing, &request, sizeof(Libc.RingRequest)),
            "setsockopt(PACKET_RX_RING)");
        _ring = Libc.Map(null, FrameCount * FrameSize, ReadAndWrite, Shared, _socket, 0);
        if ((nint)_ring == -1) Libc.Check(-1, "mmap");
        PacketSocket.Bind(_socket, link, protocol);
    }

    /// <summary>Takes a frame; the bytes belong to the ring and are valid during the call only.</summary>
    public delegate void FrameHandler(ReadOnlySpan<byte> frame);

    /// <summary>Hands over every frame that has arrived since the last call.</summary>
    public void Receive(FrameHandler handler)
    {
        while (true)
        {
            var header = (Libc.RingHeader*)(_ring + ((long)_next * FrameSize));
            if ((Volatile.Read(ref header->Status) & OwnedByUser) == 0) return;
            handler(new ReadOnlySpan<byte>((byte*)header + header->LinkOffset, (int)header->Captured));
            Volatile.Write(ref header->Status, 0);
            _next = (_next + 1) % FrameCount;
        }
    }

    /// <summary>How many frames the ring had no room for since the last call.</summary>
    public long TakeLost()
    {
        var statistics = stackalloc uint[2];
        var length = 2 * sizeof(uint);
        Libc.Check(Libc.GetOption(_socket, Libc.LevelPacket, Libc.OptionStatistics, statistics, &length), "getsockopt(PACKET_STATISTICS)");
        return statistics[1];
    }

    public void Dispose()
    {
        Libc.Unmap(_ring, FrameCount * FrameSize);
        Libc.Close(_socket);
    }
}
