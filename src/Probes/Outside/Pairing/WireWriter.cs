using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Starface.Probes.Outside.Pairing;

/// <summary>Writes numbers and addresses into a buffer that is long enough, in network order.</summary>
/// <param name="buffer">The buffer.</param>
internal ref struct WireWriter(Span<byte> buffer)
{
    /// <summary>The bytes of an address with a port: the family, room for IPv6, and the port.</summary>
    public const int EndPointLength = 1 + AddressLength + sizeof(ushort);

    private const int AddressLength = 16;
    private readonly Span<byte> _buffer = buffer;

    /// <summary>How much was written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt16(int value) => BinaryPrimitives.WriteUInt16BigEndian(Take(sizeof(ushort)), (ushort)value);

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(sizeof(ulong)), value);

    public void UInt128(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Take(16), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>An address with a port; none is written as zeros, which take the same room.</summary>
    public void EndPoint(IPEndPoint? value)
    {
        var room = Take(EndPointLength);
        room.Clear();
        if (value is null) return;
        room[0] = value.AddressFamily == AddressFamily.InterNetwork ? (byte)4 : (byte)6;
        value.Address.TryWriteBytes(room[1..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(room[^2..], (ushort)value.Port);
    }

    /// <summary>Seals what was written.</summary>
    public void Seal(Seal seal) => seal.Write(Written, Take(Pairing.Seal.Length));

    private Span<byte> Take(int count)
    {
        var room = _buffer.Slice(Length, count);
        Length += count;
        return room;
    }
}
