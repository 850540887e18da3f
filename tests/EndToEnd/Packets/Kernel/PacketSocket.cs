using System.Buffers.Binary;

namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>Opens packet sockets, which send and receive whole frames of a link.</summary>
internal static unsafe class PacketSocket
{
    /// <summary>A socket that is bound to nothing yet.</summary>
    public static int Open() => Libc.Check(Libc.Socket(Libc.FamilyPacket, Libc.SocketRaw | Libc.SocketCloseOnExec, 0), "socket(AF_PACKET)");

    /// <summary>Binds a socket to a link of the current thread's namespace; protocol 0 receives nothing.</summary>
    public static void Bind(int socket, string link, int protocol)
    {
        var index = (int)Libc.InterfaceIndex(link);
        if (index == 0) Libc.Check(-1, $"if_nametoindex({link})");
        var address = new Libc.LinkAddress
        {
            Family = Libc.FamilyPacket,
            Protocol = BinaryPrimitives.ReverseEndianness((ushort)protocol),
            Interface = index,
        };
        Libc.Check(Libc.Bind(socket, &address, 20), "bind");
    }
}
