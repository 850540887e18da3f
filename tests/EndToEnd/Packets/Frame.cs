using System.Buffers.Binary;

namespace Starface.EndToEnd.Packets;

/// <summary>
/// Writes and reads the frames of a probe: Ethernet, IP with valid checksums, and UDP, a TCP SYN, ICMP or eight empty bytes.
/// </summary>
internal static class Frame
{
    public const int EtherTypeIPv4 = 0x0800;
    public const int EtherTypeIPv6 = 0x86DD;

    private const int LinkLength = 14;
    private const int LastByteOfSender = 11;
    private const byte OrdinarySender = 0x02;
    private const byte MarkingSender = 0xFF;

    /// <summary>The instance's own addresses: any will do, since no cloud's rule looks at them.</summary>
    private const uint OwnIPv4 = 0xC6120001; // 198.18.0.1

    private static readonly UInt128 s_ownIPv6 = new(0x20010DB8FFFF0000, 1);

    /// <summary>Writes a frame whose number is zero.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> frame, Probe probe)
    {
        frame.Clear();
        // Neither is the address of a link, so the receiving system looks no further than the packet socket.
        ReadOnlySpan<byte> link = [0x02, 0, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 0, OrdinarySender];
        link.CopyTo(frame);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)(probe.IsIPv6 ? EtherTypeIPv6 : EtherTypeIPv4));
        var ip = frame[LinkLength..];
        var header = HeaderLength(probe.IsIPv6);
        var body = probe.Protocol == 6 ? 20 : 8;
        var protocol = (byte)Math.Max(probe.Protocol, 0);
        if (probe.IsIPv6)
        {
            ip[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)body);
            ip[6] = protocol;
            ip[7] = 64;
            BinaryPrimitives.WriteUInt128BigEndian(ip[(probe.IsInbound ? 8 : 24)..], probe.Remote);
            BinaryPrimitives.WriteUInt128BigEndian(ip[(probe.IsInbound ? 24 : 8)..], s_ownIPv6);
        }
        else
        {
            ip[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(header + body));
            ip[8] = 64;
            ip[9] = protocol;
            BinaryPrimitives.WriteUInt32BigEndian(ip[(probe.IsInbound ? 12 : 16)..], (uint)probe.Remote);
            BinaryPrimitives.WriteUInt32BigEndian(ip[(probe.IsInbound ? 16 : 12)..], OwnIPv4);
            BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip[..header])));
        }

        var segment = ip[header..];
        if (probe.Protocol is 6 or 17) BinaryPrimitives.WriteUInt16BigEndian(segment, 40000);
        if (probe.Protocol == 17) BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)body);
        if (probe.Protocol == 6)
        {
            segment[12] = 0x50;
            segment[13] = 0x02; // SYN
            BinaryPrimitives.WriteUInt16BigEndian(segment[14..], 64240);
        }

        return LinkLength + header + body;
    }

    /// <summary>The sum that the checksums of all frames of the series share.</summary>
    public static uint Sum(ReadOnlySpan<byte> frame, int length, Probe probe)
    {
        var ip = frame[LinkLength..length];
        var header = HeaderLength(probe.IsIPv6);
        var body = ip[header..];
        // ICMP for IPv4 is the one whose checksum leaves the addresses out.
        return probe.Protocol == 1
            ? Sum(body)
            : Sum(body) + Sum(ip[(probe.IsIPv6 ? 8 : 12)..header]) + (uint)probe.Protocol + (uint)body.Length;
    }

    /// <summary>Puts the number into a frame of the series.</summary>
    public static void SetNumber(Span<byte> frame, Probe probe, int number, uint sum)
    {
        var ip = frame[LinkLength..];
        if (probe.Protocol == Probe.EachProtocol)
        {
            ip[probe.IsIPv6 ? 6 : 9] = (byte)number;
            if (probe.IsIPv6) return;
            BinaryPrimitives.WriteUInt16BigEndian(ip[10..], 0);
            BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip[..20])));
            return;
        }

        var segment = ip[HeaderLength(probe.IsIPv6)..];
        BinaryPrimitives.WriteUInt16BigEndian(segment[NumberOffset(probe.Protocol)..], (ushort)number);
        var checksum = Fold(sum + (uint)number);
        // In UDP zero says that there is no checksum.
        if (checksum == 0 && probe.Protocol == 17) checksum = 0xFFFF;
        BinaryPrimitives.WriteUInt16BigEndian(segment[(probe.Protocol switch { 6 => 16, 17 => 6, _ => 2 })..], checksum);
    }

    /// <summary>Turns a frame into one that every ruleset lets pass.</summary>
    public static void Mark(Span<byte> frame) => frame[LastByteOfSender] = MarkingSender;

    /// <summary>Whether a frame is one that every ruleset lets pass.</summary>
    public static bool IsMarker(ReadOnlySpan<byte> frame) => frame[LastByteOfSender] == MarkingSender;

    /// <summary>The number of a frame of the series, or -1 when the frame belongs to another series.</summary>
    public static int NumberOf(ReadOnlySpan<byte> frame, Probe probe)
    {
        var header = HeaderLength(probe.IsIPv6);
        var ip = frame[LinkLength..];
        if (ip.Length < header + 8 || BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) != (probe.IsIPv6 ? EtherTypeIPv6 : EtherTypeIPv4))
            return -1;
        var remote = probe.IsIPv6
            ? BinaryPrimitives.ReadUInt128BigEndian(ip[(probe.IsInbound ? 8 : 24)..])
            : BinaryPrimitives.ReadUInt32BigEndian(ip[(probe.IsInbound ? 12 : 16)..]);
        var protocol = ip[probe.IsIPv6 ? 6 : 9];
        if (remote != probe.Remote) return -1;
        if (probe.Protocol == Probe.EachProtocol) return protocol;
        return protocol == probe.Protocol ? BinaryPrimitives.ReadUInt16BigEndian(ip[(header + NumberOffset(protocol))..]) : -1;
    }

    private static int HeaderLength(bool isIPv6) => isIPv6 ? 40 : 20;

    private static int NumberOffset(int protocol) => protocol is 6 or 17 ? 2 : 0;

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i + 1 < bytes.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        return sum;
    }

    private static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
