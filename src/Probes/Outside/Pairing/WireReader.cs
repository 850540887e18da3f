using System.Buffers.Binary;
using System.Net;

namespace Starface.Probes.Outside.Pairing;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Past the end everything is zero, and <see cref="IsValid"/> is false.</summary>
/// <param name="data">The bytes.</param>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Whether everything that was read was there, and was what it should be.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _position == _data.Length;

    public byte Byte() => Take(1) is [var value] ? value : (byte)0;

    public int UInt16() => Take(sizeof(ushort)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : 0;

    public uint UInt32() => Take(sizeof(uint)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    public ulong UInt64() => Take(sizeof(ulong)) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    public UInt128 UInt128() => Take(16) is { Length: > 0 } bytes ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : 0;

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    /// <summary>Reads bytes that are known.</summary>
    public void Expect(ReadOnlySpan<byte> known) => IsValid &= Take(known.Length).SequenceEqual(known);

    /// <summary>An address with a port, or null where none was written.</summary>
    public IPEndPoint? EndPoint()
    {
        var room = Take(WireWriter.EndPointLength);
        if (room.IsEmpty || room[0] == 0) return null;
        IsValid &= room[0] is 4 or 6;
        return new IPEndPoint(
            new IPAddress(room.Slice(1, room[0] == 4 ? 4 : 16)), BinaryPrimitives.ReadUInt16BigEndian(room[^2..]));
    }

    /// <summary>Reads the seal of all that was read.</summary>
    public void Seal(Seal seal)
    {
        var end = _position;
        var written = Take(Pairing.Seal.Length);
        IsValid = IsValid && seal.IsOf(_data[..end], written);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _data.Length - _position)
        {
            IsValid = false;
            _position = _data.Length;
            return default;
        }

        _position += count;
        return _data.Slice(_position - count, count);
    }
}
