using System.Runtime.InteropServices;

namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>The calls of Linux's C library that .NET has no form of. The layouts are those of 64-bit Linux.</summary>
internal static unsafe partial class Libc
{
    public const int FamilyPacket = 17;
    public const int SocketRaw = 3;
    public const int SocketCloseOnExec = 0x80000;
    public const int LevelPacket = 263;
    public const int OptionBypassQueue = 20;
    public const int OptionReceiveRing = 5;
    public const int OptionStatistics = 6;
    public const int OptionVersion = 10;
    public const int NewNetwork = 0x40000000;
    public const int Interrupted = 4;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    public static partial int EnterNamespace(int descriptor, int kind);

    [LibraryImport(Library, EntryPoint = "if_nametoindex", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial uint InterfaceIndex(string name);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int kind, int protocol);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, LinkAddress* address, int length);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, void* value, int length);

    [LibraryImport(Library, EntryPoint = "getsockopt", SetLastError = true)]
    public static partial int GetOption(int socket, int level, int option, void* value, int* length);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    public static partial byte* Map(void* address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    public static partial int Unmap(byte* address, nuint length);

    [LibraryImport(Library, EntryPoint = "sendmmsg", SetLastError = true)]
    public static partial int SendMany(int socket, MessageHeader* messages, uint count, int flags);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    /// <summary>The result of a call, or an exception that says which call failed and why.</summary>
    public static int Check(int result, string call) =>
        result >= 0
            ? result
            : throw new IOException($"{call} failed: {Marshal.GetLastPInvokeErrorMessage()} (error {Marshal.GetLastPInvokeError()}).");

    /// <summary><c>struct sockaddr_ll</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LinkAddress
    {
        public ushort Family;
        public ushort Protocol;
        public int Interface;
        public ushort Hardware;
        public byte PacketKind;
        public byte Length;
        public ulong Address;
    }

    /// <summary><c>struct iovec</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Vector
    {
        public byte* Start;
        public nuint Length;
    }

    /// <summary><c>struct mmsghdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
        public uint Sent;
    }

    /// <summary><c>struct tpacket_req</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct RingRequest
    {
        public uint BlockSize;
        public uint BlockCount;
        public uint FrameSize;
        public uint FrameCount;
    }

    /// <summary><c>struct tpacket2_hdr</c>, the header before each packet of the ring.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct RingHeader
    {
        public uint Status;
        public uint Length;
        public uint Captured;
        public ushort LinkOffset;
        public ushort NetworkOffset;
        public uint Seconds;
        public uint Nanoseconds;
    }
}
