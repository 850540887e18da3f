using System.Buffers.Binary;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>The header of a packet of sound (RFC 3550): version 2, PCMU, no extension.</summary>
/// <param name="Number">The number of the packet.</param>
/// <param name="Timestamp">Its first sample.</param>
/// <param name="Source">Which stream it belongs to.</param>
internal readonly record struct RtpHeader(ushort Number, uint Timestamp, uint Source)
{
    /// <summary>The bytes of the header.</summary>
    public const int Length = 12;

    /// <summary>The bytes of 20 ms of G.711, and their samples.</summary>
    public const int PayloadLength = 160;

    private const byte VersionTwo = 0x80;

    /// <summary>Writes the header.</summary>
    /// <param name="packet">The packet.</param>
    public void Write(Span<byte> packet)
    {
        (packet[0], packet[1]) = (VersionTwo, 0);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], Number);
        BinaryPrimitives.WriteUInt32BigEndian(packet[4..], Timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(packet[8..], Source);
    }

    /// <summary>Reads the header; null where the packet is not one of such a stream. The mark of a talk's start does not matter.</summary>
    /// <param name="packet">The packet.</param>
    public static RtpHeader? Read(ReadOnlySpan<byte> packet) =>
        packet.Length >= Length && packet[0] == VersionTwo && (packet[1] & 0x7F) == 0
            ? new RtpHeader(
                BinaryPrimitives.ReadUInt16BigEndian(packet[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(packet[8..]))
            : null;
}
